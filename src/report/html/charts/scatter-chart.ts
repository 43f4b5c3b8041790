import type { Html } from '../html.ts';
import { chart } from './draw.ts';
import { scatterPlot, type ScatterPanel } from './scatter-spec.ts';

/** Refusal against bail, a square for each way of offering, as a drawing. */
export function scatterChart(label: string, panels: readonly ScatterPanel[]): Promise<Html> {
  return chart(label, (size) => [scatterPlot(panels, size)]);
}
