import {
  adjustmentLabel,
  directionText,
  intervalText,
  ratio,
  ratioRange,
  sizeText,
} from '../../../src/report/compare/format.ts';
import { percent, points, pValue, pointsRange } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { Adjustment } from '../../../src/analysis/compare/comparison.ts';
import type { Column } from '../../ui/table/column.ts';
import type { DifferenceRow } from './difference-row.ts';

/** The columns of differences. Percentages and points; whole numbers are counts. */
export function differenceColumns(what: string, adjustment: Adjustment): readonly Column<DifferenceRow>[] {
  return [
    { key: 'sides', title: what, value: ({ sides }) => sides },
    { key: 'part', title: 'Of', value: ({ part }) => visibleLine(part, 80) },
    number(
      'rate_a',
      'First, %',
      ({ of }) => of.rateA,
      ({ of }) => percent(of.rateA),
    ),
    number(
      'rate_b',
      'Second, %',
      ({ of }) => of.rateB,
      ({ of }) => percent(of.rateB),
    ),
    number(
      'difference',
      'Difference, points',
      ({ of }) => of.difference,
      ({ of }) => points(of.difference),
    ),
    {
      key: 'conclusion',
      title: '95 %, situations like these',
      value: ({ of }) => (of.conclusion === 'cannot conclude' ? of.conclusion : `${of.low} to ${of.high}`),
      cell: ({ of }) => intervalText(of),
      numeric: true,
    },
    {
      key: 'fixed',
      title: '95 %, exactly these items',
      value: ({ of }) => (of.lowFixed === null ? null : `${of.lowFixed} to ${of.highFixed}`),
      cell: ({ of }) => pointsRange(of.lowFixed, of.highFixed) + (of.lowFixed !== null && of.tooFewFixed ? '*' : ''),
      numeric: true,
    },
    number(
      'p',
      'p',
      ({ of }) => of.p,
      ({ of }) => pValue(of.p),
    ),
    number(
      'p_adjusted',
      `p, ${adjustmentLabel(adjustment)}`,
      (row) => row.pAdjusted,
      (row) => pValue(row.pAdjusted),
    ),
    number(
      'ratio',
      'Ratio',
      ({ of }) => of.ratio,
      ({ of }) => `${ratio(of.ratio)} (${ratioRange(of)})`,
    ),
    number(
      'discordant_clusters',
      'Clusters more in first : second',
      ({ of }) => of.discordantClusters,
      ({ of }) => directionText(of),
    ),
    number(
      'items',
      'Items/clusters',
      ({ of }) => of.items.a,
      ({ of }) => sizeText(of),
    ),
    number(
      'trials',
      'Trials',
      ({ of }) => of.trials.a,
      ({ of }) => trialsText(of),
    ),
  ];
}

function number(
  key: string,
  title: string,
  value: (row: DifferenceRow) => number | null,
  cell: (row: DifferenceRow) => string,
): Column<DifferenceRow> {
  return { key, title, value, cell, numeric: true };
}

/** Trials answered in both, of those planned in both; of two samples those of either. */
function trialsText({ trials, planned }: DifferenceRow['of']): string {
  return planned === null ? `${trials.a} + ${trials.b}` : `${trials.a} of ${planned}`;
}
