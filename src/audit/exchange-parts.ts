import type { TrialRecord } from '../analysis/results.ts';
import { readTurns, type ReadTurn } from './read-turns.ts';

/** One text of an exchange, as a rater is shown it. */
export interface ExchangePart {
  /** What it is, in our words; a role, a tool's name or how a reply ended may stand in it, cut and else as they came. */
  readonly title: string;
  /** Who put it there: `us` what Exitpoll added, `model` what the audited model wrote. */
  readonly by: 'conversation' | 'us' | 'model';
  readonly text: string;
  /** The piece that decided the outcome: UTF-16 offsets. */
  readonly mark: { readonly start: number; readonly end: number } | null;
}

/** How the turns of a conversation are told apart: with what was counted at each, or without. */
export type TurnsShown = 'with-outcomes' | 'without-outcomes';

/**
 * The whole exchange of a trial, first to last: what the model was told, the conversation, its reply, our question and
 * the answer. Of a conversation the same of every turn, each text once. The model's name is not in it.
 *
 * @param trials one, or those of a conversation's turns
 * @param turns given for a conversation
 */
export function exchangeParts(trials: readonly TrialRecord[], turns?: TurnsShown): readonly ExchangePart[] {
  return readTurns(trials).flatMap((turn) => partsOf(turn, turns));
}

function partsOf(turn: ReadTurn, turns: TurnsShown | undefined): readonly ExchangePart[] {
  const { trial, system, instructions, tools, messages, question } = turn;
  const { steps, evidence, journal } = trial;
  const at = turns === undefined ? '' : ` at turn ${turn.turn}`;
  const parts: ExchangePart[] = [];
  const add = (by: ExchangePart['by'], title: string, text: string, mark: ExchangePart['mark'] = null): void => {
    parts.push({ title, by, text, mark });
  };
  if (system !== null) add('conversation', 'system prompt', system);
  if (instructions !== null) add('us', 'our words, added to the system prompt', instructions);
  for (const tool of tools) add('us', `our tool: ${tool.name.slice(0, 60)}`, tool.description);
  for (const { role, text } of messages) add('conversation', role.slice(0, 20), text);
  steps.forEach((step, index) => {
    const what = index === 0 ? 'reply' : 'answer';
    if (index === 1 && question !== null) add('us', 'our question', question);
    if (step.reasoning !== null) add('model', `reasoning before the ${what}`, step.reasoning);
    if (step.text !== '' || step.toolCalls.length === 0) {
      const isMarked = evidence?.step === index && evidence.start < step.text.length;
      const mark = isMarked ? { start: evidence.start, end: evidence.end } : null;
      add('model', `${what} of the model${at}, ended by ${step.finish.slice(0, 20)}`, step.text, mark);
    }
    for (const call of step.toolCalls) {
      const text = `${call.name}(${call.arguments})`;
      const isOffered = trial.tools.some(({ name }) => name === call.name);
      add('model', 'the model calls a tool', text, isOffered ? { start: 0, end: text.length } : null);
    }
  });
  if (journal !== null) add('model', 'written beside the answer', journal);
  if (turns === 'with-outcomes') add('us', `turn ${turn.turn}, counted as`, trial.outcome);
  return parts;
}
