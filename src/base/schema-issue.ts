import type { z } from 'zod';

import { didYouMean } from './nearest.ts';

export interface IssueText {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * What a schema found wrong, in words: what was expected, what was found, the nearest valid word.
 * `fields` are all field names of the schema.
 */
export function issueText(issue: z.core.$ZodIssue, fields: readonly string[]): readonly IssueText[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `is not a field here.${didYouMean(
          key,
          fields.filter((field) => field !== key),
        )}`,
      }));
    case 'invalid_value':
      return [{ path, message: oneOf(issue.values.map(String), issue.input) }];
    case 'invalid_type':
      return [
        {
          path,
          message:
            issue.input === undefined
              ? `is missing; expected ${withArticle(issue.expected)}`
              : `expected ${withArticle(issue.expected)}, found ${found(issue.input)}`,
        },
      ];
    case 'too_small':
      return [
        {
          path,
          message: `expected ${limit('at least', issue.origin, Number(issue.minimum), issue.inclusive)}, found ${found(issue.input)}`,
        },
      ];
    case 'too_big':
      return [
        {
          path,
          message: `expected ${limit('at most', issue.origin, Number(issue.maximum), issue.inclusive)}, found ${found(issue.input)}`,
        },
      ];
    case 'invalid_union':
      return [issue.errors.length === 0 ? unknownKind(issue) : closestBranch(issue, fields)];
    case 'custom':
      return [{ path, message: issue.message }];
    default:
      return [{ path, message: `${issue.message.replace(/^Invalid [a-z]+: /, '')}, found ${found(issue.input)}` }];
  }
}

/** `expected one of a, b; found "x". Did you mean "a"?` */
export function oneOf(values: readonly string[], input: unknown): string {
  const near = typeof input === 'string' ? didYouMean(input, values) : '';
  return `expected ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}; found ${found(input)}.${near}`;
}

/** A union told apart by one field, whose value is none of those known. */
function unknownKind(issue: z.core.$ZodIssueInvalidUnion): IssueText {
  const { discriminator, options } = issue as { discriminator?: string; options?: readonly unknown[] };
  const given = (issue.input as Record<string, unknown> | undefined)?.[discriminator ?? ''];
  return { path: issue.path, message: oneOf((options ?? []).map(String), given) };
}

/** Of a union's branches the one the input came closest to: whose mistakes lie deepest. */
function closestBranch(
  issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>,
  fields: readonly string[],
): IssueText {
  const branches = issue.errors
    .map((errors) => errors.flatMap((one) => issueText(one, fields)))
    .filter((texts) => texts.length > 0)
    .sort((one, two) => depth(two) - depth(one) || one.length - two.length);
  const best = branches[0]?.[0];
  if (best === undefined) return { path: issue.path, message: `${issue.message}, found ${found(issue.input)}` };
  if (best.path.length > 0) return { path: [...issue.path, ...best.path], message: best.message };
  const messages = branches.map((texts) => texts[0]?.message ?? '');
  const choices = new Set(
    messages.flatMap((text) => /^(?:is missing; )?expected (.+?)(?:[,;] found|$)/.exec(text)?.[1] ?? []),
  );
  const near = messages.map((text) => / Did you mean .*$/.exec(text)?.[0]).find((text) => text !== undefined);
  return {
    path: issue.path,
    message:
      choices.size > 1
        ? `expected ${[...choices].join(', or ')}; found ${found(issue.input)}.${near ?? ''}`
        : best.message,
  };
}

function depth(texts: readonly IssueText[]): number {
  return Math.max(...texts.map((text) => text.path.length));
}

function limit(bound: string, origin: string, value: number, inclusive: boolean | undefined): string {
  const words = inclusive === false ? (bound === 'at least' ? 'more than' : 'less than') : bound;
  if (origin === 'string') return `${words} ${value} ${value === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `${words} ${value} ${value === 1 ? 'entry' : 'entries'}`;
  return `${words} ${value}`;
}

function withArticle(type: string): string {
  if (type === 'int') return 'a whole number';
  if (type === 'object' || type === 'record') return 'fields';
  if (type === 'array') return 'a list';
  if (type === 'string') return 'a text';
  return `a ${type}`;
}

function found(input: unknown): string {
  if (input === undefined || input === null) return 'nothing';
  if (Array.isArray(input)) return input.length === 0 ? 'an empty list' : 'a list';
  if (typeof input === 'number' && !Number.isFinite(input)) return String(input);
  if (typeof input === 'object') return 'fields';
  const text = typeof input === 'bigint' ? `${input}` : (JSON.stringify(input) ?? typeof input);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
