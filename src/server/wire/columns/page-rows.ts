import type { Term } from '../text-search/query.ts';
import type { SearchedReply } from '../text-search/searched-texts.ts';
import { snippetOf } from '../text-search/snippet.ts';
import type { TrialRow } from '../trial-page.ts';
import { outcomeAt } from './outcome-at.ts';
import type { TrialColumns } from './trial-columns.ts';

/** Where the texts of trials come from, by the store's keys. */
export interface RowTexts {
  /** The last user turn of an item. */
  prompt(itemId: number): string;
  /** The texts of a generation; empty for 0, which is none. */
  reply(generationId: number): SearchedReply;
  /** What a trial has beside its answer; empty where it has nothing. */
  journal(trialId: number): string;
}

/** Trials with the beginnings of their texts, or the pieces in which terms were found. */
export function pageRows(
  columns: TrialColumns,
  rows: Iterable<number>,
  texts: RowTexts,
  terms: readonly Term[],
): readonly TrialRow[] {
  return Array.from(rows, (row) => trialRow(columns, row, texts, terms));
}

function trialRow(columns: TrialColumns, row: number, texts: RowTexts, terms: readonly Term[]): TrialRow {
  const { conditions, items } = columns;
  const item = columns.item[row]!;
  const trial = columns.trial[row]!;
  const code = columns.outcome[row]!;
  const probability = columns.probability[row] ?? Number.NaN;
  return {
    trial,
    condition: conditions[columns.condition[row]!]?.id ?? '',
    item: items.names[item] ?? '',
    category: items.categories[items.category[item]!] ?? null,
    epoch: columns.epoch[row]!,
    outcome: outcomeAt(code, 'strict'),
    outcomePaper: outcomeAt(code, 'paper'),
    flags: columns.flagSets[columns.flags[row]!] ?? [],
    refusals: columns.refusalSets[columns.refusals[row]!] ?? [],
    labels: columns.labelSets[columns.labels[row]!] ?? [],
    bailProbability: Number.isNaN(probability) ? null : probability,
    prompt: snippetOf(texts.prompt(items.ids[item]!), terms).snippet,
    ...replySnippets(columns, row, texts, terms),
  };
}

/** The last reply; where terms are found in an earlier one, or beside the replies, these pieces too. */
function replySnippets(
  columns: TrialColumns,
  row: number,
  texts: RowTexts,
  terms: readonly Term[],
): Pick<TrialRow, 'reply' | 'elsewhere'> {
  const last = texts.reply(columns.lastReply[row]!);
  const { snippet: reply } = snippetOf(last.reply, terms);
  if (terms.length === 0) return { reply, elsewhere: [] };
  const isOne = columns.firstReply[row] === columns.lastReply[row];
  const first = isOne ? { reply: '', reasoning: '' } : texts.reply(columns.firstReply[row]!);
  const others = [
    ['first reply', first.reply],
    ['reasoning', first.reasoning],
    ['reasoning', last.reasoning],
    ['journal', texts.journal(columns.trial[row]!)],
  ] as const;
  return {
    reply,
    elsewhere: others.flatMap(([place, text]) => {
      const { found, snippet } = snippetOf(text, terms);
      return found ? [{ place, snippet }] : [];
    }),
  };
}
