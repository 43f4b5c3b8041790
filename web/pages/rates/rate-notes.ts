import { count, nothing, percent, percentRange, percentSigned } from '../../../src/report/format.ts';
import { isIncomplete, markSigns, markTexts, progressText, variantLabel } from '../../../src/report/labels.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { ChartPoint } from '../../ui/chart/chart-point.ts';
import { attributeOf } from './arrange.ts';
import type { Measure, RateRow } from './rate-row.ts';

/** The signs beside a rate: those of its marks, `*` for too few, `…` for incomplete. Empty for none. */
export function signsOf(row: RateRow): string {
  const { condition } = row;
  return [
    row.isMarked ? markSigns(condition) : '',
    row.tooFew || row.tooFewFixed ? '*' : '',
    isIncomplete(condition) ? '…' : '',
  ].join('');
}

/** What must be known of a rate, a sentence each. Safe to show. */
export function notesOf(row: RateRow): readonly string[] {
  const { condition } = row;
  if (condition.unsupported !== null) return [`unsupported: ${visibleLine(condition.unsupported, 300)}`];
  return [
    ...(row.isMarked ? markTexts(condition) : []),
    ...(row.tooFew || row.tooFewFixed ? ['too few vary for the usual interval: a wider one is shown'] : []),
    ...(isIncomplete(condition) ? [`incomplete: ${progressText(condition)}`] : []),
    ...(condition.simulated ? ['a simulated respondent, not a model'] : []),
  ];
}

/** What is said of a rate that is pointed at: all that is known of it. */
export function ratePoint(row: RateRow, measure: Measure): ChartPoint {
  const { condition } = row;
  const heading = [
    attributeOf(row, 'model'),
    attributeOf(row, 'dataset'),
    attributeOf(row, 'method'),
    variantLabel(condition),
    row.category === null ? '' : attributeOf(row, 'category'),
  ];
  return {
    key: row.key,
    title: heading.filter((part) => part !== '').join(' · '),
    lines: condition.unsupported === null ? linesOf(row, measure) : [],
    notes: notesOf(row),
  };
}

const measureNames: Readonly<Record<Measure, string>> = {
  bail: 'bail rate',
  'no-refusal': 'bails without a refusal',
  refusal: 'refusal rate',
  unanswered: 'unanswered',
};

function linesOf(row: RateRow, measure: Measure): ChartPoint['lines'] {
  const { neutral, published, bounds } = row;
  const lines: (readonly [string, string] | null)[] = [
    [measureNames[measure], percentSigned(row.rate)],
    ranged('95 %, situations like these', row.low, row.high),
    ranged('95 %, exactly these items', row.lowFixed, row.highFixed),
    bounds === null ? null : ranged(boundsNames[measure], bounds[0], bounds[1]),
    ['trials, items, clusters', [row.n, row.items, row.clusters].map(count).join(', ')],
    ...row.counts.filter(([, size]) => size > 0).map(([name, size]) => [name, count(size)] as const),
    row.planned === null ? null : ['planned', count(row.planned)],
    measure === 'unanswered' || row.noAnswer === null ? null : ['no answer', percentSigned(row.noAnswer)],
    row.ratePaper === null ? null : ['by the paper scorer', percentSigned(row.ratePaper)],
    published === undefined ? null : ['published', publishedText(published)],
    neutral === null
      ? null
      : ['on neutral items', `${percent(neutral.rate)} % (${percentRange(neutral.low, neutral.high)})`],
    row.scorer === null ? null : ['refusals by', visibleLine(row.scorer, 40)],
  ];
  return lines.filter((line) => line !== null);
}

const boundsNames: Readonly<Record<Measure, string>> = {
  bail: 'if unanswered stayed–left',
  'no-refusal': 'without assuming independence',
  refusal: 'if unread did not–did refuse',
  unanswered: '',
};

function ranged(name: string, low: number | null, high: number | null): readonly [string, string] | null {
  return low === null || high === null ? null : [name, `${percentRange(low, high)} %`];
}

/** A published rate with its interval: `12.3 ± 0.4 %`. */
export function publishedText({ rate, halfWidth }: NonNullable<RateRow['published']>): string {
  return halfWidth === null ? percentSigned(rate) : `${percent(rate)} ± ${percent(halfWidth)} %`;
}

/** A range, or that there is none. */
export function rangeCell(low: number | null, high: number | null): string {
  return low === null || high === null ? nothing : percentRange(low, high);
}
