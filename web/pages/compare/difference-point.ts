import { intervalText } from '../../../src/report/compare/format.ts';
import { count, percentSigned, points, pValue } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { ChartPoint } from '../../ui/chart/chart-point.ts';
import type { DifferenceRow } from './difference-row.ts';

/** What is said of a difference that is pointed at. */
export function differencePoint({ key, sides, differing, part, of, pAdjusted }: DifferenceRow): ChartPoint {
  return {
    key,
    title: `${sides}: ${differing} · ${visibleLine(part, 60)}`,
    lines: [
      ['first', percentSigned(of.rateA)],
      ['second', percentSigned(of.rateB)],
      ['difference, points', points(of.difference)],
      ['95 %', intervalText(of)],
      ['p, adjusted', pValue(pAdjusted)],
      ['items', count(of.items.a)],
    ],
  };
}
