import { codeRanges } from './code-ranges.ts';
import { splitReasoning } from './reasoning.ts';
import type { StopWhen } from './request.ts';
import { isInside } from './text-range.ts';
import { findTextCalls } from './tool-calls/find-calls.ts';

/** A call of a tool while it is being written. */
export interface CallSoFar {
  readonly name: string;
  /** Whether nothing more can be added to it: its arguments can be read, or the next call has begun. */
  readonly complete: boolean;
}

/**
 * Told the whole text and the calls so far after every piece; `true` once what follows can no longer change the
 * outcome. The text only ever grows.
 */
export type StopDetector = (textSoFar: string, toolCallsSoFar: readonly CallSoFar[]) => boolean;

const noCalls: readonly CallSoFar[] = [];

/**
 * Decides when one reply is settled; to be made anew for every reply. Reasoning, closed or not, settles nothing, and
 * what is doubtful (in quotation or code, or perhaps a repetition of the question) is left to the whole reply: to
 * stop too late costs tokens, to stop too early an outcome.
 *
 * Cheap for every piece: a text is only taken apart when the piece holds a mark that could settle it.
 */
export function stopDetector(stop: StopWhen): StopDetector {
  switch (stop.kind) {
    case 'tool-call': {
      const inText = onMark('>', (text) => hasTaggedCall(text, stop.tool));
      return (text, calls) => calls.some((call) => call.complete && call.name === stop.tool) || inText(text, noCalls);
    }
    case 'word':
      return onMark('\n', (text) => text.includes(stop.word) && wordStandsAlone(text, stop.word));
    case 'answer': {
      const answer = answerPattern(stop.tag, stop.labels);
      const stands = (text: string): boolean => answerSettles(text, stop.tag, answer);
      let seen = false;
      // Before the first answer only a closing bracket matters; after it, how much more is written.
      return onMark(
        () => (seen ? '' : '>'),
        (text) => (seen ||= answer.test(text)) && stands(text),
      );
    }
    default:
      return stop satisfies never;
  }
}

/** Looks only when what was added since the last look holds the mark. */
function onMark(mark: string | (() => string), settles: (text: string) => boolean): StopDetector {
  let looked = 0;
  return (text) => {
    const wanted = typeof mark === 'string' ? mark : mark();
    const isNew = text.indexOf(wanted, looked) !== -1;
    looked = text.length;
    return isNew && settles(text);
  };
}

/** Calls written between tags end where their closing tag does; those in other notations are left to the scorer. */
function hasTaggedCall(text: string, tool: string): boolean {
  if (!text.includes(tool)) return false;
  const { answer } = splitReasoning({ text, reasoning: null });
  return findTextCalls(answer).calls.some(
    ({ name, start, end }) => name === tool && answer[end - 1] === '>' && answer[start - 1] !== '`',
  );
}

/** Marks that open a quotation, in whose paragraph a word may not be the writer's own. */
const quotation = /["“”„«»‹›「」『』《》〈〉`>]/;

function wordStandsAlone(text: string, word: string): boolean {
  const { answer } = splitReasoning({ text, reasoning: null });
  const alone = new RegExp(String.raw`^[ \t]{0,8}[*([]{0,4}${escapeRegExp(word)}[*)\].!]{0,4}[ \t]{0,8}\r?$`, 'u');
  let paragraph = 0;
  let lineStart = 0;
  let code: ReturnType<typeof codeRanges> | null = null;
  for (let newline = answer.indexOf('\n'); newline !== -1; newline = answer.indexOf('\n', lineStart)) {
    const line = answer.slice(lineStart, newline);
    if (line.trim() === '') paragraph = newline;
    else if (alone.test(line) && !quotation.test(answer.slice(paragraph, lineStart))) {
      code ??= codeRanges(answer);
      if (!isInside(code, lineStart)) return true;
    }
    lineStart = newline + 1;
  }
  return false;
}

function answerPattern(tag: string, labels: readonly string[]): RegExp {
  const name = escapeRegExp(tag);
  const options = labels.map((label) => escapeRegExp(label.trim()).replace(/\s+/g, String.raw`\s{1,8}`)).join('|');
  const blank = String.raw`\s{0,4}`;
  return new RegExp(
    String.raw`<${blank}${name}${blank}>\s{0,20}(?:${options})\s{0,20}<${blank}\/${blank}${name}${blank}>`,
    'iu',
  );
}

/** Further words after which an answer on a line of its own is taken for one, and not for the first of several. */
const wordsAfter = 4;

/**
 * An answer that opens the reply settles it. One that comes later does so only when it has a line of its own and the
 * reply has gone on without another: a repetition of the question names both answers, and mostly among words.
 */
function answerSettles(text: string, tag: string, pattern: RegExp): boolean {
  const { answer } = splitReasoning({ text, reasoning: null });
  const found = pattern.exec(answer);
  if (found === null) return false;
  const before = answer.slice(0, found.index);
  if (before.trim() === '') return true;
  const after = answer.slice(found.index + found[0].length);
  const ownLine = /(?:^|\n)[ \t*]{0,8}$/.test(before) && /^[ \t*.]{0,8}\r?\n/.test(after);
  if (!ownLine || new RegExp(String.raw`<\s{0,4}\/?${escapeRegExp(tag)}`, 'iu').test(after)) return false;
  // The last word may still grow.
  return (after.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) > wordsAfter;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
