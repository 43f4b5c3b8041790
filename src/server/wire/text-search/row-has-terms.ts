import type { RowTexts } from '../columns/page-rows.ts';
import type { TrialColumns } from '../columns/trial-columns.ts';
import { textPlaces, type TextPlace } from '../trial-filter.ts';
import { hasAllTerms } from './find-hits.ts';
import type { Term } from './query.ts';

/** Whether every term stands in one of the texts of a trial. @param places where to look; everywhere if empty */
export function rowHasTerms(
  columns: TrialColumns,
  row: number,
  texts: RowTexts,
  { terms, places }: { readonly terms: readonly Term[]; readonly places: readonly TextPlace[] },
): boolean {
  const replies = [texts.reply(columns.firstReply[row]!), texts.reply(columns.lastReply[row]!)];
  const textsAt: { readonly [place in TextPlace]: () => readonly string[] } = {
    prompt: () => [texts.prompt(columns.items.ids[columns.item[row]!]!)],
    reply: () => replies.map(({ reply }) => reply),
    reasoning: () => replies.map(({ reasoning }) => reasoning),
    journal: () => [texts.journal(columns.trial[row]!)],
  };
  const looked = (places.length === 0 ? textPlaces : places).flatMap((place) => textsAt[place]());
  return hasAllTerms(looked, terms);
}
