import type { TrialRecord } from '../analysis/results.ts';

/** One turn as it is read after the turns before it: only what those have not shown. */
export interface ReadTurn {
  readonly trial: TrialRecord;
  /** Which turn of the user, from 1. */
  readonly turn: number;
  /** `null` where it is none, or the same as before; so are the words of the offer. */
  readonly system: string | null;
  readonly instructions: string | null;
  readonly tools: TrialRecord['tools'];
  /** Messages since the turn before. */
  readonly messages: TrialRecord['conversation']['messages'];
  /** `null` where the same question was shown before. */
  readonly question: string | null;
}

/** The trials of a conversation's turns, first to last, each without what the one before has shown. */
export function readTurns(trials: readonly TrialRecord[]): readonly ReadTurn[] {
  return trials.map((trial, index) => {
    const before = trials[index - 1];
    const { conversation, instructions, tools, question } = trial;
    const { messages, system } = conversation;
    const changed = <Type>(now: Type, was: Type | undefined): boolean => JSON.stringify(now) !== JSON.stringify(was);
    return {
      trial,
      turn: messages.filter(({ role }) => role === 'user').length,
      system: changed(system, before?.conversation.system) ? system : null,
      instructions: changed(instructions, before?.instructions) ? instructions : null,
      tools: changed(tools, before?.tools) ? tools : [],
      messages: messages.slice(before === undefined ? 0 : sharedLength(before.conversation.messages, messages)),
      question: changed(question, before?.question) ? question : null,
    };
  });
}

function sharedLength(
  before: TrialRecord['conversation']['messages'],
  now: TrialRecord['conversation']['messages'],
): number {
  const first = before.findIndex(({ role, text }, index) => now[index]?.role !== role || now[index]?.text !== text);
  return first < 0 ? before.length : first;
}
