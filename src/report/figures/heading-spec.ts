import { wrap } from '../wrap.ts';
import type { FigureSeries } from './figure.ts';
import { colors, styleOf } from './theme.ts';

/** A channel whose values are pixels. */
export function pixelAxis(field: string, size: number): object {
  return {
    field,
    type: 'quantitative',
    scale: { domain: [0, size], range: [0, size], nice: false, zero: false },
    axis: null,
  };
}

/** A channel whose values are what is drawn. */
export function rawChannel(field: string): object {
  return { field, type: 'nominal', scale: null, legend: null };
}

/**
 * Title, subtitle and the key of the series over panels.
 *
 * @param left pixels of an axis left of the panels, over which the title begins
 */
export function headingSpec(
  title: string,
  subtitle: string,
  width: number,
  left: number,
  series: readonly FigureSeries[] = [],
): object {
  let x = -left;
  const keys = series.map(({ label }, index) => {
    const at = x;
    x += 34 + label.length * 6.8;
    return { x: at + 6, text: at + 17, label, ...styleOf(index) };
  });
  const size = 100;
  return {
    title: {
      text: title,
      subtitle: wrap(subtitle, Math.floor(width / 6)).split('\n'),
      anchor: 'start',
      fontSize: 16,
      dx: -left,
      subtitleColor: colors.soft,
      frame: 'group',
    },
    width: size,
    height: keys.length === 0 ? 1 : 14,
    data: { values: keys },
    layer: [
      {
        mark: { type: 'point', filled: true, size: 60, opacity: 1 },
        encoding: { x: pixelAxis('x', size), color: rawChannel('color'), shape: rawChannel('shape') },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 12, color: 'currentColor', limit: 0 },
        encoding: { x: pixelAxis('text', size), text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}
