import { contentHash } from '../base/hash.ts';
import type { Json } from '../base/canonical-json.ts';
import { splitReasoning } from './reasoning.ts';
import type { Reply } from './reply.ts';

/**
 * A token that fences texts from others in what a judge is asked: a function of all that is shown, so that equal input
 * is asked about in equal words. No text can hold its own, because the token depends on every character of it.
 */
export function fenceToken(shown: Json): string {
  return contentHash(shown).slice(0, 16);
}

/** A text between two lines that carry the token. */
export function fenced(token: string, title: string, text: string): string {
  return `----- ${token} ${title} BEGINS -----\n${text}\n----- ${token} ${title} ENDS -----`;
}

/** The judge itself failed. */
export interface JudgeFailure {
  /** One line for the user. */
  readonly failed: string;
}

/**
 * Reads a judge's answer strictly: reasoning left out, it is one line of the form asked for, with the right token.
 *
 * @param form matches the whole answer; its first group is the token
 * @returns the other groups, or why there are none: never a guess.
 */
export function readJudgeLine(reply: Reply, form: RegExp, token: string): readonly string[] | JudgeFailure {
  if (reply.finish === 'filtered') return { failed: 'the judge was withheld by its provider' };
  const answer = splitReasoning(reply).answer.trim();
  if (answer === '')
    return { failed: reply.finish === 'length' ? 'the judge ran into its token limit' : 'the judge said nothing' };
  const [, found, ...groups] = form.exec(answer) ?? [];
  if (found === undefined) return { failed: 'the judge did not answer in the form asked for' };
  if (found !== token) return { failed: 'the judge answered with another token than it was given' };
  return groups;
}

/** Whether a judge failed. */
export function isJudgeFailure(read: readonly string[] | JudgeFailure): read is JudgeFailure {
  return 'failed' in read;
}
