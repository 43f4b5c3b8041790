import type { TrialRecord } from '../../analysis/results.ts';
import { splitReasoning } from '../../conversation/reasoning.ts';

/** What detectors look at: our words, and what the model answered where it could take the exit. */
export interface Exchange {
  /** The question, or the instructions and the tools' descriptions. */
  readonly ours: string;
  /** The answer to the question, or the reply to the conversation; without reasoning. */
  readonly reply: string;
  /** Whether the reply has to do with the exit: it answers our question, names the exit, or calls a tool. */
  readonly isAboutExit: boolean;
}

/** More of a text than this is not looked at. */
const mostCharacters = 50_000;

/** The exchange of a trial; `null` where the model never got to the exit. */
export function exchangeOf(trial: TrialRecord): Exchange | null {
  const asked = trial.question !== null;
  const step = trial.evidence?.step ?? (asked ? 1 : 0);
  const reply = trial.steps[step];
  if (reply === undefined) return null;
  const ours = [
    ...(trial.instructions === null ? [] : [trial.instructions]),
    ...trial.tools.map(({ description }) => description),
    ...(trial.question === null ? [] : [trial.question]),
  ].join('\n');
  return {
    ours: ours.slice(0, mostCharacters),
    reply: splitReasoning({ text: reply.text, reasoning: null }).answer.slice(0, mostCharacters),
    isAboutExit: asked || trial.evidence !== null || reply.toolCalls.length > 0,
  };
}
