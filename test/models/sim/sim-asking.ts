import type { ExitMarks } from '../../../src/conversation/exit.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import type { Model, TrialContext } from '../../../src/models/model.ts';
import { simSchema, type SimParameters } from '../../../src/models/sim/parameters.ts';
import { callOptions, plainRequest, someContext } from '../../support/model-requests.ts';

export const toolExit: ExitMarks = { kind: 'tool', tool: 'leave_chat' };
export const wordExit: ExitMarks = { kind: 'string', word: 'GOODBYE' };
export const promptExit: ExitMarks = { kind: 'prompt', tag: 'choice', bail: 'leave', continue: 'stay' };

/** A context of one call; the word is the exit unless told otherwise. */
export function contextOf(rest: Partial<TrialContext> = {}): TrialContext {
  return { ...someContext, method: 'bail-string', exit: wordExit, ...rest };
}

/** Parameters as a file with these fields would give them. */
export function parametersOf(fields: object): SimParameters {
  return simSchema.parse(fields);
}

/** What the model says in this context, under this seed. */
export function ask(model: Model, context: TrialContext, seed = 1): Promise<Reply> {
  const sampling = { temperature: 1, topP: 1, maxTokens: 256 };
  return model.generate(plainRequest('Hello.', { sampling }), callOptions({ seed, context }));
}

/** Share of `count` seeds for which the reply satisfies a test. */
export async function shareOf(
  model: Model,
  context: TrialContext,
  count: number,
  isHit: (reply: Reply) => boolean,
): Promise<number> {
  let hits = 0;
  for (let seed = 1; seed <= count; seed += 1) if (isHit(await ask(model, context, seed))) hits += 1;
  return hits / count;
}
