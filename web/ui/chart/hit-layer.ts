import { valueWidth, type ChartSize } from '../../../src/report/html/charts/frame.ts';

/** A layer that catches the pointer anywhere on a row of a chart: the lowest one, of the rows' own data. */
export function hitLayer(size: ChartSize, step: number): object {
  return {
    name: 'hit',
    mark: { type: 'rule', strokeWidth: step, color: 'var(--ours)' },
    // The ends of a line count as half its width for the size of the drawing.
    encoding: {
      x: { value: step / 2 - size.labelWidth },
      x2: { value: size.plotWidth + valueWidth - step / 2 },
    },
  };
}
