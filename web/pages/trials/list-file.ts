import { csvLine, type CsvValue } from '../../../src/report/csv-cell.ts';
import { visibleJson } from '../../../src/report/visible-text.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { Snippet, TrialRow } from '../../../src/server/wire/trial-page.ts';

/** In what form a list is saved. */
export type ListFormat = 'csv' | 'jsonl';

type Column = readonly [name: string, value: (row: TrialRow, condition: ConditionName | undefined) => CsvValue];

const columns: readonly Column[] = [
  ['trial', (row) => row.trial],
  ['condition', (row) => row.condition],
  ['model', (_, condition) => condition?.model ?? null],
  ['simulated', (_, condition) => condition?.simulated ?? null],
  ['dataset', (_, condition) => condition?.dataset ?? null],
  ['method', (_, condition) => condition?.method ?? null],
  ['order', (_, condition) => condition?.order ?? null],
  ['readout', (_, condition) => condition?.readout ?? null],
  ['wording', (_, condition) => condition?.wording ?? null],
  ['leadIn', (_, condition) => condition?.leadIn ?? null],
  ['historyAuthor', (_, condition) => condition?.historyAuthor ?? null],
  ['replyAuthor', (_, condition) => condition?.replyAuthor ?? null],
  ['item', (row) => row.item],
  ['category', (row) => row.category],
  ['epoch', (row) => row.epoch],
  ['outcome', (row) => row.outcome],
  ['outcomePaper', (row) => row.outcomePaper],
  ['flags', (row) => row.flags.join('; ') || null],
  ['refusals', (row) => row.refusals.map(({ scorer, label }) => `${scorer}=${label}`).join('; ') || null],
  ['bailProbability', (row) => row.bailProbability],
  ['promptBegins', (row) => textOf(row.prompt)],
  ['replyBegins', (row) => textOf(row.reply)],
];

/** What stands before the first line. */
export function listHeader(format: ListFormat): string {
  return format === 'csv' ? csvLine(columns.map(([name]) => name)) : '';
}

/** One trial of a list as a line of a file. Labels are left out, so that whoever audits stays blind. */
export function listLine(format: ListFormat, row: TrialRow, condition: ConditionName | undefined): string {
  const values = columns.map(([name, value]) => [name, value(row, condition)] as const);
  return format === 'csv'
    ? csvLine(values.map(([, value]) => value))
    : `${visibleJson(JSON.stringify(Object.fromEntries(values)))}\n`;
}

function textOf(snippet: Snippet): string {
  return snippet.map(({ text }) => text).join('');
}
