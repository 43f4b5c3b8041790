import type { JournalRecord } from '../analysis/journal-records.ts';
import { csvLine, type CsvValue } from './csv-cell.ts';
import { methodLabel, modelLabel, variantLabel } from './labels.ts';
import { visibleJson, visibleLine } from './visible-text.ts';
import { wrap } from './wrap.ts';

const columns = [
  'trial',
  'condition',
  'study',
  'model',
  'simulated',
  'dataset',
  'method',
  'order',
  'wording',
  'leadIn',
  'item',
  'cluster',
  'category',
  'epoch',
  'outcome',
  'kind',
  'text',
  'lastMessage',
] as const satisfies readonly (keyof JournalRecord)[];

/** The header of `journalToCsv`, with its line end. */
export const journalsCsvHeader: string = csvLine(columns);

/** A journal as a record of CSV. */
export function journalToCsv(record: JournalRecord): string {
  return csvLine(columns.map((column): CsvValue => record[column]));
}

/** A journal as a line of JSON Lines; invisible characters are escaped, values are unchanged. */
export function journalToJsonl(record: JournalRecord): string {
  return `${visibleJson(JSON.stringify(record))}\n`;
}

/** A journal for a reader: where it is from in one line, and its text below, safe to print. */
export function journalToText(record: JournalRecord, width: number): string {
  const offer = [methodLabel(record), variantLabel(record)].filter((part) => part !== '').join(' · ');
  const from = `${record.outcome} · ${modelLabel(record)} · ${visibleLine(record.dataset, 40)} · ${offer} · ${visibleLine(record.item, 40)} · epoch ${record.epoch}`;
  return `${wrap(from, width, '  ')}\n${wrap(visibleLine(record.text, 2000), width, '    ', '    ')}\n\n`;
}
