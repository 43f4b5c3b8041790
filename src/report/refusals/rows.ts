import type { ConditionNames, ShareResult } from '../../analysis/refusals/results.ts';
import { percent, percentRange } from '../format.ts';
import { groupLabel } from '../groups.ts';
import { methodLabel } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import type { SectionGroup, SectionRow } from '../section.ts';
import { visibleLine } from '../visible-text.ts';

/** Something said of one condition by one scorer. */
type Named = ConditionNames & { readonly scorer: string | null };

/**
 * Rows under a heading for each model and dataset, with the wording, the lead-in and the scorer where there are several
 * of them.
 */
export function grouped<One extends Named>(
  list: readonly One[],
  results: ReportResults,
  rowOf: (one: One, label: string) => SectionRow,
): SectionGroup[] {
  const many = (of: (one: One) => string | null): boolean =>
    new Set(list.map(of).filter((name) => name !== null)).size > 1;
  const wordings = many(({ wording }) => wording);
  const leadIns = list.some(({ leadIn }) => leadIn !== null);
  const scorers = results.refusals.scorers.length > 1;
  const titleOf = (one: One): string =>
    [
      groupLabel(one, results),
      ...(leadIns && one.leadIn !== null ? [`lead-in ${visibleLine(one.leadIn, 40)}`] : []),
      ...(scorers && one.scorer !== null ? [`by ${visibleLine(one.scorer, 60)}`] : []),
    ].join(' · ');
  const byGroup = Map.groupBy(list, (one) =>
    JSON.stringify([one.study, one.model, one.simulated, one.dataset, one.leadIn, one.scorer]),
  );
  return [...byGroup.values()].map((members) => ({
    title: titleOf(members[0] as One),
    rows: members.map((one) =>
      rowOf(one, methodLabel(one) + (wordings && one.wording !== null ? `, ${visibleLine(one.wording, 40)}` : '')),
    ),
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

/** The scorers by name and version, for a note. */
export function scorersText({ refusals }: ReportResults): string {
  return refusals.scorers.map(({ name, version }) => `${visibleLine(name, 80)} ${visibleLine(version, 40)}`).join(', ');
}
