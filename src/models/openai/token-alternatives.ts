import { asRecord, asText } from '../http/lenient.ts';

/**
 * A token as the bytes it stands for, one character a byte ("latin1"), because a token may end inside a character;
 * and how likely it was.
 */
export interface TokenChance {
  readonly bytes: string;
  /** Natural logarithm, at most 0 but for rounding. */
  readonly logProbability: number;
}

/** A token of a reply, and the likeliest tokens in its place: itself among them where the server lists it. */
export interface TokenAlternatives {
  readonly token: TokenChance;
  readonly alternatives: readonly TokenChance[];
}

/** The bytes of a text, one character a byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text of bytes, or `null` when they end or begin inside a character. */
export function textOf(bytes: string): string | null {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? null : text;
}

/**
 * Reads the `logprobs` of a choice, in the form of chat completions (`content` with `top_logprobs`) or that of the
 * older completions (`tokens`, `token_logprobs`, `top_logprobs`). `null` where there are none.
 */
export function readAlternatives(value: unknown): readonly TokenAlternatives[] | null {
  const logprobs = asRecord(value);
  if (logprobs === null) return null;
  const { content, tokens } = logprobs;
  if (Array.isArray(content)) return content.flatMap(readToken);
  return Array.isArray(tokens) ? readColumns(tokens, logprobs) : null;
}

function readToken(value: unknown): TokenAlternatives[] {
  const record = asRecord(value);
  const token = readChance(record);
  if (record === null || token === null) return [];
  const top = record['top_logprobs'];
  const alternatives = Array.isArray(top) ? top.flatMap((entry) => readChance(asRecord(entry)) ?? []) : [];
  return [{ token, alternatives }];
}

function readColumns(tokens: readonly unknown[], columns: { readonly [key: string]: unknown }): TokenAlternatives[] {
  const chances = columns['token_logprobs'];
  const tops = columns['top_logprobs'];
  return tokens.flatMap((text, index) => {
    const logProbability: unknown = Array.isArray(chances) ? chances[index] : undefined;
    const token = readChance({ token: text, logprob: logProbability });
    if (token === null) return [];
    const top = asRecord(Array.isArray(tops) ? tops[index] : undefined) ?? {};
    const alternatives = Object.entries(top).flatMap(([word, logprob]) => readChance({ token: word, logprob }) ?? []);
    return [{ token, alternatives }];
  });
}

function readChance(record: { readonly [key: string]: unknown } | null): TokenChance | null {
  const text = asText(record?.['token']);
  const logProbability = record?.['logprob'];
  if (text === null || typeof logProbability !== 'number' || Number.isNaN(logProbability)) return null;
  const given = record?.['bytes'];
  const bytes =
    Array.isArray(given) && given.every((byte) => typeof byte === 'number')
      ? Buffer.from(given).toString('latin1')
      : bytesOf(text);
  return { bytes, logProbability };
}
