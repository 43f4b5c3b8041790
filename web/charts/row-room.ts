import { padding, valueWidth, type ChartSize } from '../../src/report/html/charts/frame.ts';

/** Below this width labels stand shorter. Pixels. */
const narrowBelow = 620;

/** Room of a chart with a row for each label, on so many pixels of width. */
export function rowRoom(width: number): ChartSize {
  const narrow = width < narrowBelow;
  const inner = Math.min(1280, width) - 2 * padding - valueWidth;
  const labelWidth = Math.round(Math.min(270, inner * (narrow ? 0.44 : 0.34)));
  return { labelWidth, plotWidth: Math.max(90, inner - labelWidth), labelMax: Math.floor(labelWidth / 6.4), narrow };
}
