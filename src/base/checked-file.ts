import { readFile } from 'node:fs/promises';

import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

import { ExitpollError, ExitpollErrors, messageOf, type FilePosition } from './errors.ts';
import { schemaFields } from './schema-fields.ts';
import { issueText } from './schema-issue.ts';

/** Where a field stands in a file; the file alone where it cannot be told. */
export type Locate = (path: readonly PropertyKey[]) => FilePosition;

export interface CheckedFile<Value> {
  readonly value: Value;
  readonly text: string;
  readonly locate: Locate;
}

/**
 * Reads a YAML (or JSON) file and checks it against a schema.
 *
 * @throws ExitpollError when the file cannot be read or is no YAML; ExitpollErrors with one error for every
 * mistake, each with line, field, what was expected, what was found and the nearest valid word.
 */
export async function readCheckedFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<CheckedFile<z.output<Schema>>> {
  return checkText(await readTextFile(file), file, schema);
}

/** The same for a text already read; `file` is only named in errors. */
export function checkText<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): CheckedFile<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const notYaml = (message: string, offset: number): ExitpollError => {
    const { line, col } = lines.linePos(offset);
    return new ExitpollError(`is not valid YAML: ${message.replace(/\s+/g, ' ')}`, {
      code: 'invalid-file',
      at: { file, line, column: col },
    });
  };
  const first = document.errors[0];
  if (first !== undefined) throw notYaml(first.message, first.pos[0]);
  let input: unknown;
  try {
    input = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw notYaml(messageOf(error), 0);
  }
  const locate: Locate = (path) => positionOf(document, lines, file, path);
  return { value: checkValue(schema, input, locate), text, locate };
}

/**
 * Checks a value against a schema.
 *
 * @throws ExitpollErrors with one error for every mistake.
 */
export function checkValue<Schema extends z.ZodType>(schema: Schema, input: unknown, locate: Locate): z.output<Schema> {
  const checked = schema.safeParse(input, { reportInput: true });
  if (checked.success) return checked.data;
  const fields = schemaFields(schema);
  throw mistakesInOrder(
    checked.error.issues.flatMap((issue) =>
      issueText(issue, fields).map(({ path, message }) => {
        const field = fieldName(path);
        return new ExitpollError(field === '' ? message : `${field}: ${message}`, {
          code: 'invalid-file',
          at: locate(path),
        });
      }),
    ),
  );
}

/** Several mistakes as one error, in the order of the file. */
export function mistakesInOrder(mistakes: readonly ExitpollError[]): ExitpollErrors {
  return new ExitpollErrors(
    mistakes.toSorted(
      (one, two) => (one.at?.line ?? 0) - (two.at?.line ?? 0) || (one.at?.column ?? 0) - (two.at?.column ?? 0),
    ),
  );
}

/** `models[0].baseUrl`: how a field is called in messages. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

async function readTextFile(file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ExitpollError(missing ? 'there is no such file' : `cannot be read: ${messageOf(error)}`, {
      code: missing ? 'no-such-file' : 'unreadable-file',
      at: { file },
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ExitpollError('is not UTF-8 text', { code: 'invalid-file', at: { file } });
  }
}

function positionOf(document: Document, lines: LineCounter, file: string, path: readonly PropertyKey[]): FilePosition {
  // A missing field has no node of its own: its nearest parent says where it should stand.
  for (let length = path.length; length >= 0; length -= 1) {
    const parentPath = path.slice(0, length);
    const offset = keyOffset(document, parentPath) ?? nodeOffset(document, parentPath);
    if (offset !== undefined) {
      const { line, col } = lines.linePos(offset);
      return { file, line, column: col };
    }
  }
  return { file };
}

function keyOffset(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true);
  const container = path.length === 1 ? document.contents : parent;
  if (!isMap(container)) return undefined;
  const pair = container.items.find((item) => isNode(item.key) && item.key.toJSON() === path.at(-1));
  return pair !== undefined && isNode(pair.key) ? pair.key.range?.[0] : undefined;
}

function nodeOffset(document: Document, path: readonly PropertyKey[]): number | undefined {
  const node = path.length === 0 ? document.contents : document.getIn([...path], true);
  return isNode(node) ? node.range?.[0] : undefined;
}
