import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { fieldName } from '../../src/base/checked-file.ts';
import { type FilePosition, formatPosition, messageOf } from '../../src/base/errors.ts';
import { issueText } from '../../src/base/schema-issue.ts';

/** A line of our own data: stricter than what is read from others, so that a misspelt field is seen. */
const dataLineSchema = z.strictObject({
  id: z.string(),
  category: z.string(),
  cluster: z.string(),
  tags: z.array(z.string()),
  twin: z.string().optional(),
  system: z.string().min(1).optional(),
  messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string() })).min(1),
});

/** One item of a built-in dataset, as it stands in its file. */
export type DataLine = z.infer<typeof dataLineSchema> & { readonly at: FilePosition };

/** The items of one built-in dataset, in the order of its files. */
export interface DataSet {
  readonly name: string;
  readonly items: readonly DataLine[];
}

/** Something that is wrong in a data file or on a data card. */
export interface Mistake {
  readonly at: FilePosition;
  readonly what: string;
}

/** A mistake of one item. */
export function mistakeOf(item: DataLine, what: string): Mistake {
  return { at: item.at, what: `${item.id}: ${what}` };
}

/** `file:line: what`, on one line. */
export function formatMistake({ at, what }: Mistake): string {
  return `${formatPosition(at)}: ${what}`;
}

/**
 * Reads a file of items; a line that cannot be read is a mistake, and reading goes on behind it.
 *
 * @param file the path as mistakes show it.
 * @throws Error when the file itself cannot be read.
 */
export function readDataFile(path: string, file: string): { items: DataLine[]; mistakes: Mistake[] } {
  const items: DataLine[] = [];
  const mistakes: Mistake[] = [];
  const lines = readFileSync(path, 'utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) mistakes.push({ at: { file }, what: 'holds no item' });
  for (const [index, text] of lines.entries()) {
    const at = { file, line: index + 1 };
    try {
      const parsed = dataLineSchema.safeParse(JSON.parse(text), { reportInput: true });
      if (parsed.success) items.push({ ...parsed.data, at });
      else {
        const issues = parsed.error.issues.flatMap((issue) => issueText(issue, Object.keys(dataLineSchema.shape)));
        for (const { path: field, message } of issues) {
          mistakes.push({ at, what: `${field.length === 0 ? 'the line' : fieldName(field)}: ${message}` });
        }
      }
    } catch (thrown) {
      mistakes.push({ at, what: `is not valid JSON: ${messageOf(thrown)}` });
    }
  }
  return { items, mistakes };
}

/** UTF-16 units of all turns together, the system prompt left out. */
export function lengthOf(item: DataLine): number {
  return item.messages.reduce((sum, message) => sum + message.content.length, 0);
}

/** How many turns the user has. */
export function userTurns(item: DataLine): number {
  return item.messages.filter((message) => message.role === 'user').length;
}
