import type { Store } from '../../store/store.ts';
import { outcomeAt } from '../wire/columns/outcome-code.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import type { Term } from '../wire/text-search/query.ts';
import { snippetOf } from '../wire/text-search/snippet.ts';
import type { TrialRow } from '../wire/trial-page.ts';
import { PageTexts } from './page-texts.ts';

/** Trials with the beginnings of their texts, or the pieces in which terms were found. */
export function pageRows(
  store: Store,
  columns: TrialColumns,
  rows: Iterable<number>,
  terms: readonly Term[],
): readonly TrialRow[] {
  const texts = new PageTexts(store);
  return Array.from(rows, (row) => trialRow(columns, row, texts, terms));
}

function trialRow(columns: TrialColumns, row: number, texts: PageTexts, terms: readonly Term[]): TrialRow {
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
  texts: PageTexts,
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
