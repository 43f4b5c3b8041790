import { repliesKey, type ConditionLabel } from '../../analysis/condition-label.ts';
import type { RefusalDifference } from '../../analysis/refusals/results.ts';
import type { ShareResult } from '../../analysis/share.ts';
import { nothing, percent, percentRange, pointsRange } from '../format.ts';
import { groupLabel } from '../groups.ts';
import { hasFewFixed, methodLabel, variantLabel } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import type { SectionGroup, SectionRow } from '../section.ts';
import { visibleLine } from '../visible-text.ts';

/** Something said of one condition by one scorer. */
type Named = ConditionLabel & { readonly scorer: string | null };

/** How to tell some results apart, by no more than differs among them. Safe to print. */
export interface Names<One extends Named> {
  /** Model and dataset, with lead-in and authors where they are not the usual, and the scorer where there are several. */
  readonly groupOf: (one: One) => string;
  /** How the exit was offered, with the wording where there are several. */
  readonly offerOf: (one: One) => string;
}

export function namesAmong<One extends Named>(list: readonly One[], results: ReportResults): Names<One> {
  const wordings = new Set(list.flatMap(({ wording }) => wording ?? [])).size > 1;
  const scorers = results.refusals.scorers.length > 1;
  return {
    groupOf: (one) =>
      [
        groupLabel(one, results),
        variantLabel({ ...one, wording: null }),
        scorers && one.scorer !== null ? `by ${visibleLine(one.scorer, 60)}` : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
    offerOf: (one) => methodLabel(one) + (wordings && one.wording !== null ? `, ${visibleLine(one.wording, 40)}` : ''),
  };
}

/** Rows under a heading for each model, dataset, lead-in and authors. */
export function grouped<One extends Named>(
  list: readonly One[],
  results: ReportResults,
  rowOf: (one: One, label: string) => SectionRow,
): SectionGroup[] {
  const { groupOf, offerOf } = namesAmong(list, results);
  const byGroup = Map.groupBy(list, (one) => JSON.stringify([repliesKey(one), one.simulated, one.scorer]));
  return [...byGroup.values()].map((members) => ({
    title: groupOf(members[0] as One),
    rows: members.map((one) => rowOf(one, offerOf(one))),
  }));
}

/** What is shown of a share. */
type ShownShare = Pick<ShareResult, 'rate' | 'low' | 'high' | 'tooFew'>;

/** `12.3` and `9.1–16.2`, marked where the wider interval is shown. */
export function shareCells(share: ShownShare): readonly [rate: string, range: string] {
  return [percent(share.rate), percentRange(share.low, share.high) + (share.tooFew ? ' *' : '')];
}

/** `12.3 [9.1–16.2]` */
export function shareText(share: ShownShare): string {
  const [rate, range] = shareCells(share);
  return share.rate === null ? rate : `${rate} [${range}]`;
}

/** `+8.1 to +16.4` of a paired difference for exactly these items, which needs no clusters that differ. */
export function fixedRange(of: Pick<RefusalDifference, 'lowFixed' | 'highFixed' | 'tooFewFixed'>): string {
  return pointsRange(of.lowFixed, of.highFixed) + (hasFewFixed(of) ? '*' : '');
}

/** `+8.1 to +16.4` of a paired difference for situations like these, or that nothing can be concluded. */
export function differenceRange({
  difference,
  low,
  high,
  conclusion,
}: Pick<RefusalDifference, 'difference' | 'low' | 'high' | 'conclusion'>): string {
  if (conclusion === 'interval') return pointsRange(low, high);
  return difference === null ? nothing : 'cannot conclude';
}

/** The scorers by name and version, for a note. */
export function scorersText({ refusals }: ReportResults): string {
  return refusals.scorers.map(({ name, version }) => `${visibleLine(name, 80)} ${visibleLine(version, 40)}`).join(', ');
}
