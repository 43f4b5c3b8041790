import type { JournalCounts } from '../analysis/journal-result.ts';
import type { SideEffectResult } from '../analysis/side-effect-result.ts';
import { nothing, percent, points, pointsRange } from './format.ts';
import { visibleLine } from './visible-text.ts';

/** What side effects are. */
export const sideEffectsInShort =
  'Replies with the exit offered and unused, beside the baseline’s to the same item in the same epoch; a sample. Only ' +
  'those that stayed are compared, so a difference is that of staying replies.';

/** How differences of words are measured. */
export const wordsApartText =
  'Words apart: 1 less the share of common words, with a baseline reply of another epoch; between two baseline replies ' +
  'it is what chance alone makes.';

/** All of it. */
export const sideEffectsText = `${sideEffectsInShort} ${wordsApartText}`;

/** A ratio of lengths: `0.87`. */
export function ratioText({ length }: SideEffectResult): string {
  return length.ratio.toFixed(2);
}

/** Its interval. */
export function ratioRange({ length: { low, high } }: SideEffectResult): string {
  return low === null || high === null ? 'too few clusters' : `${low.toFixed(2)}–${high.toFixed(2)}`;
}

/** Distances with the exit offered, between baseline replies, the difference in points, and its interval. */
export function apartCells({ apart, distance }: SideEffectResult): [string, string, string, string] {
  if (apart === null) return [percent(distance), nothing, nothing, 'needs 2 epochs'];
  const range = apart.conclusion === 'interval' ? pointsRange(apart.low, apart.high) : 'cannot conclude';
  return [percent(apart.offered), percent(apart.baseline), points(apart.difference), range];
}

/** Refusals with the exit offered and without: `refusals 26.5 %, baseline 17.3 %, +9.3 (+3.1 to +15.2)`. */
export function refusalLines({ refusals }: SideEffectResult): string[] {
  if (refusals === null) return [];
  const { offered, baseline, difference, low, high, conclusion } = refusals;
  const range = conclusion === 'interval' ? pointsRange(low, high) : 'cannot conclude';
  return [`refusals: ${percent(offered)} %, baseline ${percent(baseline)} %, ${points(difference)} points (${range})`];
}

/** Words that shifted most, a line for more often and one for less often: `more often: step (40.0 from 12.0 %)`. Safe. */
export function wordLines({ words }: SideEffectResult, most = 3): string[] {
  const line = (isMore: boolean): string[] => {
    const own = words.filter((one) => one.offered > one.baseline === isMore).slice(0, most);
    const list = own.map(
      ({ word, offered, baseline }) => `${visibleLine(word, 24)} (${percent(offered)} from ${percent(baseline)} %)`,
    );
    return own.length === 0 ? [] : [`${isMore ? 'more' : 'less'} often: ${list.join(', ')}`];
  };
  return [...line(true), ...line(false)];
}

/** What journals are. */
export const journalsText =
  'Words beside the answer where the question invites them. `exitpoll export journals` writes them out, and searches ' +
  'them; what the invitation does to the rate stands among the wordings.';

/** Answers, the share with words beside them, and half and nine tenths of their lengths. */
export function journalCells({ answers, journals, words }: JournalCounts): [string, string, string] {
  return [
    String(answers),
    answers === 0 ? nothing : percent(journals / answers),
    words === null ? nothing : `${words.p50}, ${words.p90}`,
  ];
}
