import { csvCell } from '../report/csv-cell.ts';
import { isFailure, type RefusalFailure, type RefusalScore } from '../refusal/score.ts';
import type { RowFile } from './refusal-rows.ts';

/** What a scorer adds to a row, in this order; the column is `SCORER.FIELD`. */
export const addedFields = ['label', 'score', 'why', 'evidence', 'version'] as const;
export type AddedField = (typeof addedFields)[number];

/** One scorer's result for a row. */
export interface ScoredBy {
  readonly name: string;
  readonly version: string;
  readonly result: RefusalScore | RefusalFailure;
  /** The reply the evidence stands in. */
  readonly text: string;
}

/** The column one scorer's field stands in. */
export function columnOf(scorer: string, field: AddedField): string {
  return `${scorer}.${field}`;
}

/** A table's header with the columns of the scorers, as a line. */
export function headerLine(file: RowFile, scorers: readonly string[]): string {
  const added = scorers.flatMap((name) => addedFields.map((field) => columnOf(name, field)));
  return file.format === 'jsonl' ? '' : tableLine(file, [...file.columns, ...added]);
}

/** A row with what the scorers say of it, as a line of the file's own format; what was in it stays as it was. */
export function scoredLine(file: RowFile, raw: readonly string[], scored: readonly ScoredBy[]): string {
  if (file.format === 'jsonl') {
    const added = scored.flatMap((one) =>
      valuesOf(one).map(([field, value]) => `${JSON.stringify(columnOf(one.name, field))}:${JSON.stringify(value)}`),
    );
    const line = (raw[0] ?? '{}').trim();
    const isEmpty = /^\{\s*\}$/.test(line);
    return `${line.slice(0, -1).trimEnd()}${isEmpty ? '' : ','}${added.join(',')}}\n`;
  }
  // Words of a model could be run as a formula by a spreadsheet; the user's own columns are left as they are.
  const added = scored.flatMap((one) => valuesOf(one).map(([, value]) => guarded(value)));
  return tableLine(file, [...raw, ...added]);
}

function valuesOf({ version, result, text }: ScoredBy): readonly (readonly [AddedField, string | number | null])[] {
  if (isFailure(result)) {
    return [
      ['label', null],
      ['score', null],
      ['why', `failed: ${result.failed}`],
      ['evidence', null],
      ['version', version],
    ];
  }
  const { label, score, why, evidence } = result;
  const words = evidence === null ? null : text.slice(evidence.start, evidence.end).replace(/\s+/g, ' ').trim();
  return [
    ['label', label],
    ['score', Number(score.toFixed(4))],
    ['why', why],
    ['evidence', words],
    ['version', version],
  ];
}

function guarded(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  // `csvCell` quotes as well, which is done once, for the whole line.
  const cell = csvCell(value);
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

function tableLine({ format }: RowFile, fields: readonly string[]): string {
  const delimiter = format === 'tsv' ? '\t' : ',';
  const quoted = fields.map((field) =>
    field.includes(delimiter) || /["\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field,
  );
  // A row of one empty field would be a blank line.
  return `${quoted.length === 1 && quoted[0] === '' ? '""' : quoted.join(delimiter)}\n`;
}
