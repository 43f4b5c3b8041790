import type { z } from 'zod';

import { fieldName } from '../../base/checked-file.ts';
import type { ExitpollError } from '../../base/errors.ts';
import { issueText } from '../../base/schema-issue.ts';
import type { RawTurn } from '../../conversation/normalize.ts';
import { badRecord } from '../records/record.ts';

/** A conversation as a format gives it: its turns in our words, not normalised yet. */
export interface RawConversation {
  readonly id: string | null;
  readonly turns: readonly RawTurn[];
  readonly system: string | null;
  readonly category: string | null;
  /** `null`: the conversation is its own cluster. */
  readonly cluster: string | null;
  readonly twin: string | null;
  readonly tags: readonly string[];
  /** Turns whose HTML was turned into Markdown. */
  readonly cleaned: number;
  /** The record it begins at. */
  readonly line: number;
}

/** What a study can say about how a format is read. */
export interface FormatOptions {
  /** Of Anthropic's pairs: which of the two. */
  readonly version: 'chosen' | 'rejected';
  /** Whether HTML in replies becomes Markdown. */
  readonly html: 'clean' | 'keep';
}

/** A conversation, or the error of one, without its place; `line` is where it begins. */
export type FormatResult = RawConversation | { readonly line: number; readonly problem: ExitpollError };

/** Reads conversations out of the records of one dataset, in their order. */
export interface FormatReader {
  /** @throws ExitpollError, without a place, when the record is not of this format. */
  read(value: unknown, line: number): readonly FormatResult[];
  /** Call after the last record: what was waiting for more records. */
  end(): readonly FormatResult[];
}

/** A form in which conversations are published. */
export interface ConversationFormat {
  /** The fields of a record it reads, so that other columns of a Parquet file are left alone. */
  readonly fields: readonly string[];
  /** Whether a record with these fields is of this form, as far as can be seen. */
  looksLike(record: { readonly [field: string]: unknown }): boolean;
  /** One for each reading of a dataset. */
  open(options: FormatOptions): FormatReader;
}

/** A reader of a format whose records stand each by itself. */
export function recordByRecord(read: (value: unknown, line: number) => RawConversation): FormatReader {
  return { read: (value, line) => [read(value, line)], end: () => [] };
}

/** What most formats have nothing to say about. */
export const bareConversation: Omit<RawConversation, 'id' | 'turns' | 'line'> = {
  system: null,
  category: null,
  cluster: null,
  twin: null,
  tags: [],
  cleaned: 0,
};

/**
 * A record as a schema wants it.
 *
 * @throws ExitpollError naming the field that is wrong, and for a missing one the fields there are.
 */
export function checkRecord<Schema extends z.ZodType>(schema: Schema, value: unknown, hint: string): z.infer<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw misfit(parsed.error, value, hint);
}

function misfit(error: z.ZodError, value: unknown, hint: string): ExitpollError {
  const first = error.issues.flatMap((issue) => issueText(issue, []))[0];
  const where = first === undefined || first.path.length === 0 ? 'the record' : fieldName(first.path);
  const isMissing = first?.path.length === 1 && first.message.startsWith('is missing');
  return badRecord(
    `${where}: ${first?.message ?? 'not as expected'}`,
    'bad-line',
    isMissing ? found(value, hint) : hint,
  );
}

function found(value: unknown, hint: string): string {
  if (typeof value !== 'object' || value === null) return hint;
  const names = Object.keys(value)
    .slice(0, 12)
    .map((name) => JSON.stringify(name.slice(0, 40)));
  return `${hint} This record has: ${names.join(', ')}.`;
}

/** A name or a number as a word; `null` where there is none. */
export function word(value: string | number | null | undefined): string | null {
  const text = value === null || value === undefined ? '' : String(value).trim();
  return text === '' ? null : text;
}

/** A tag made of what a source says; the characters that part tags become spaces. */
export function tag(kind: string, value: string): string {
  return `${kind}:${value.replace(/[\s,;|]+/g, ' ').trim()}`;
}
