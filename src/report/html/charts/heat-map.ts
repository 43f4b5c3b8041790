import type { SimilarityResult } from '../../../analysis/similarity/results.ts';
import { modelLabel } from '../../labels.ts';
import { coefficient } from '../../similarity.ts';
import type { Html } from '../html.ts';
import { drawing } from './draw.ts';
import { distinctLabels } from '../../distinct-labels.ts';

/** Numbers are written into the cells of maps of at most so many models. */
const mostWithNumbers = 12;

/**
 * A map of the models' correlations: blue for like, orange for opposite, an open square where there is none. As wide as it
 * needs to be.
 */
export async function heatMap({ models, correlation }: SimilarityResult, label: string): Promise<Html> {
  const isSmall = models.length <= mostWithNumbers;
  const cell = isSmall ? 44 : 16;
  const labelWidth = 210;
  const names = distinctLabels(
    models.map((model, index) => `${index + 1} ${modelLabel(model)}`),
    32,
  );
  const cells = correlation.flatMap((row, y) =>
    row.map((value, x) => ({
      x: x * cell,
      y: y * cell,
      value,
      text: isSmall ? coefficient(value) : '',
      side: value === null ? 'none' : value < 0 ? 'opposite' : 'like',
      strength: value === null ? 0 : Math.abs(value),
      ink: value !== null && Math.abs(value) > 0.6 ? 'var(--card)' : 'currentColor',
    })),
  );
  const size = models.length * cell;
  const at = (field: string): object => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, size], range: [0, size], nice: false, zero: false },
    axis: null,
  });
  const end = (field: string): object => ({ ...at(field), bandPosition: 0 });
  const heads = names.map((text, index) => ({ at: (index + 0.5) * cell, text, number: String(index + 1) }));
  const words = { type: 'text', baseline: 'middle', fontSize: isSmall ? 12 : 10, color: 'currentColor', limit: 0 };
  return drawing(
    label,
    [
      {
        width: size,
        height: size,
        layer: [
          {
            data: { values: cells.map((one) => ({ ...one, right: one.x + cell - 1, bottom: one.y + cell - 1 })) },
            mark: { type: 'rect' },
            encoding: {
              x: at('x'),
              x2: { field: 'right' },
              y: end('y'),
              y2: { field: 'bottom' },
              fill: {
                field: 'side',
                type: 'nominal',
                scale: {
                  domain: ['like', 'opposite', 'none'],
                  range: ['var(--accent)', 'var(--neutral)', 'transparent'],
                },
                legend: null,
              },
              fillOpacity: { field: 'strength', type: 'quantitative', scale: null, legend: null },
              stroke: { value: 'var(--line)' },
            },
          },
          ...(isSmall
            ? [
                {
                  data: { values: cells.map((one) => ({ ...one, x: one.x + cell / 2, y: one.y + cell / 2 })) },
                  mark: { ...words, align: 'center' },
                  encoding: {
                    x: at('x'),
                    y: at('y'),
                    text: { field: 'text', type: 'nominal' },
                    color: { field: 'ink', type: 'nominal', scale: null, legend: null },
                  },
                },
              ]
            : []),
          {
            data: { values: heads },
            mark: { ...words, align: 'left' },
            encoding: { x: { value: -labelWidth }, y: at('at'), text: { field: 'text', type: 'nominal' } },
          },
          {
            data: { values: heads },
            mark: { ...words, align: 'center' },
            encoding: { x: at('at'), y: { value: -9 }, text: { field: 'number', type: 'nominal' } },
          },
        ],
      },
    ],
    labelWidth + size,
  );
}
