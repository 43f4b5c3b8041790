import type { Flag, Outcome } from '../conversation/outcome.ts';
import { splitReasoning } from '../conversation/reasoning.ts';
import type { Reply } from '../conversation/reply.ts';

/** The part of a reply that a scorer looks at. */
export interface Reading {
  readonly answer: string;
  /** Where the answer begins in the reply's text (UTF-16). */
  readonly answerStart: number;
  /** Whether reasoning was opened and never closed. */
  readonly unclosed: boolean;
}

/** How a scorer parts the answer from the reasoning. */
export type Read = (reply: Reply) => Reading;

/** The strict reading: all reasoning is left out, unclosed reasoning to the end of the reply. */
export const readStrictly: Read = splitReasoning;

/**
 * The reading of the `paper` scorer: all up to the last `</thinking>` is dropped, then all up to the last
 * `</think>`; an unclosed block stays. Source: the design's account of the published code.
 */
export const readAsPaper: Read = ({ text }) => {
  let answerStart = 0;
  for (const closing of ['</thinking>', '</think>']) {
    const found = text.lastIndexOf(closing);
    if (found >= answerStart) answerStart = found + closing.length;
  }
  return { answer: text.slice(answerStart), answerStart, unclosed: false };
};

/**
 * The outcome of a reply that says nothing: `filtered` where the provider says it withheld it (part of a
 * withheld reply counts as nothing, because the rest could have changed it), and without any text after the
 * reasoning `truncated` if it was cut off, else `unparsed`. `null` for a reply with something to score.
 */
export function outcomeOfNothing(reply: Reply, reading: Reading): Outcome | null {
  if (reply.finish === 'filtered') return 'filtered';
  if (reading.answer.trim() !== '') return null;
  return reply.finish === 'length' ? 'truncated' : 'unparsed';
}

/** Flags that every method gives alike. */
export function commonFlags(reply: Reply, reading: Reading): readonly Flag[] {
  const flags: Flag[] = [];
  if (reading.unclosed) flags.push('unclosed-reasoning');
  if (reply.finish === 'stopped') flags.push('stopped');
  if (reply.finish === 'length' && reading.answer.trim() !== '') flags.push('hit-limit');
  return flags;
}
