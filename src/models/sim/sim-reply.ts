import type { ExitMarks } from '../../conversation/exit.ts';
import type { FinishReason, Reply } from '../../conversation/reply.ts';
import type { Random } from '../../base/random.ts';
import type { ToolCall } from '../../conversation/messages.ts';
import { misreadText, missedText, nonsenseText, plainText, refusalText } from './reply-texts.ts';

/** What a simulated respondent decided to do with a call. */
export type SimAct = 'filtered' | 'truncated' | 'nonsense' | 'misread' | 'missed' | 'bail' | 'refusal' | 'plain';

/** What of a reply the respondent writes. */
export type WrittenReply = Pick<Reply, 'text' | 'toolCalls' | 'finish'> & {
  /** What the words do not tell: which cause a misreading has, or that a reply meant to leave. */
  readonly meant?: string;
};

/** Puts a decision into words: the form the exit asks for, where one is offered. */
export function writeReply(act: SimAct, exit: ExitMarks | null, random: Random): WrittenReply {
  switch (act) {
    case 'filtered':
      return written('', 'filtered');
    case 'truncated':
      return written('', 'length');
    case 'nonsense':
      // Only a question can be answered with words that are no answer; elsewhere only silence is unreadable.
      return written(exit?.kind === 'prompt' ? nonsenseText(random) : '', 'stop');
    case 'misread':
      if (exit === null) throw new Error('an exit that was not offered was misread');
      return misread(exit, random);
    case 'missed':
      return { ...written(missedText(random), 'stop'), meant: 'leaves' };
    case 'bail':
      if (exit === null) throw new Error('a simulated respondent took an exit that was not offered');
      return takeExit(exit, random);
    case 'refusal':
      return written(exit?.kind === 'prompt' ? tagged(exit.tag, exit.continue) : refusalText(random), 'stop');
    case 'plain':
      return written(exit?.kind === 'prompt' ? tagged(exit.tag, exit.continue) : plainText(random), 'stop');
    default:
      return act satisfies never;
  }
}

function takeExit(exit: ExitMarks, random: Random): WrittenReply {
  switch (exit.kind) {
    case 'tool':
      // Where a warning has to come first, whoever would leave warns.
      if (exit.warning !== undefined) return written(`${exit.warning}\n${plainText(random)}`, 'stop');
      return { text: '', toolCalls: [{ id: 'call_1', name: exit.tool, arguments: '{}' }], finish: 'tool-calls' };
    case 'string':
      return written(`${plainText(random)}\n${exit.word}`, 'stop');
    case 'prompt':
      return written(tagged(exit.tag, exit.bail), 'stop');
    default:
      return exit satisfies never;
  }
}

/** No choice, in words that count as one. */
function misread(exit: ExitMarks, random: Random): WrittenReply {
  const { cause, opening, closing } = misreadText(random);
  const text = (exitWords: string): string => `${opening}${exitWords}${closing}`;
  switch (exit.kind) {
    case 'tool':
      return { ...takeExit(exit, random), text: text('').trim(), meant: cause };
    case 'string':
      return { ...written(text(`\n${exit.word}\n`).trim(), 'stop'), meant: cause };
    case 'prompt':
      return { ...written(text(tagged(exit.tag, exit.bail)), 'stop'), meant: cause };
    default:
      return exit satisfies never;
  }
}

function tagged(tag: string, label: string): string {
  return `<${tag}>${label}</${tag}>`;
}

const noCalls: readonly ToolCall[] = [];

function written(text: string, finish: FinishReason): WrittenReply {
  return { text, toolCalls: noCalls, finish };
}
