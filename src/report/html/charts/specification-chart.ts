import type { SpecificationCurve } from '../../../analysis/specification-results.ts';
import type { Html } from '../html.ts';
import { drawing } from './draw.ts';
import type { ChartSize } from './frame.ts';
import { describeCurve, specificationParts } from './specification-spec.ts';

/** One drawing for all screens: it has many marks. */
const room: ChartSize = { labelWidth: 230, plotWidth: 640, labelMax: 36, narrow: false };

/** A specification curve as a drawing; `mostMarks` as for its parts. */
export function specificationChart(curve: SpecificationCurve, mostMarks: number): Promise<Html> {
  const parts = specificationParts(curve, mostMarks, room);
  return drawing(describeCurve(curve, mostMarks), parts, room.labelWidth + room.plotWidth);
}
