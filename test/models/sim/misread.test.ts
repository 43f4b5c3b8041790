import { describe, expect, test } from 'vitest';

import type { Conversation } from '../../../src/conversation/messages.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import { bailPrompt } from '../../../src/methods/bail-prompt.ts';
import { bailString } from '../../../src/methods/bail-string.ts';
import { bailTool } from '../../../src/methods/bail-tool.ts';
import type { Method } from '../../../src/methods/method.ts';
import { simRate } from '../../../src/models/sim/rate.ts';
import { simMeant, simModel } from '../../../src/models/sim/sim-model.ts';
import { defaultWordings } from '../../../src/wordings/default-wordings.ts';
import { callOptions } from '../../support/model-requests.ts';
import { contextOf, parametersOf } from './sim-asking.ts';

const parameters = parametersOf({ bail: 0.3, misread: 0.25, missed: 0.2, nonsense: 0.05 });
const model = simModel(parameters, 'test');
const conversation: Conversation = { system: null, messages: [{ role: 'user', text: 'Hello.' }] };
const sampling = { temperature: 1, topP: 1, maxTokens: 12 };

/** Runs trials as a study would. @returns the shares that count as a bail, and that meant to leave. */
async function shares(
  method: Method,
  trials: number,
  stop: 'whole' | 'early',
): Promise<{ counted: number; meant: number }> {
  const order = method.orders.at(-1) ?? null;
  const offer = method.offer(defaultWordings[method.name as keyof typeof defaultWordings], order);
  const situation = {
    conversation,
    replySampling: sampling,
    answerSampling: sampling,
    stop,
    readout: 'sampled',
  } as const;
  let [counted, meant] = [0, 0];
  for (let trial = 1; trial <= trials; trial += 1) {
    const replies: Reply[] = [];
    for (;;) {
      const next = method.next(offer, situation, replies);
      if (next.kind === 'settled') break;
      const isOffered = method.name !== 'bail-prompt' || next.step === 'answer';
      const context = contextOf({
        method: method.name,
        order,
        step: next.step,
        exit: isOffered ? offer.exit : null,
        epoch: trial,
      });
      replies.push(await model.generate(next.request, callOptions({ seed: trial, context })));
    }
    const { outcome } = method.scorers.strict(offer, replies);
    const truth = replies.at(-1)?.finishRaw ?? null;
    if (outcome === 'bail') counted += 1;
    if (truth === `${simMeant}leaves` || (truth === null && outcome === 'bail')) meant += 1;
  }
  return { counted: counted / trials, meant: meant / trials };
}

describe('what counts, and what was meant, are the stated shares, also where replies are cut at the limit or once settled', () => {
  test.each(
    [bailTool, bailString, bailPrompt].flatMap((method) =>
      (['whole', 'early'] as const).map((stop) => ({ method, stop })),
    ),
  )('$method.name, $stop', async ({ method, stop }) => {
    const context = contextOf({ method: method.name, order: method.orders.at(-1) ?? null });
    const [counted, meant] = (['counted', 'meant'] as const).map((what) =>
      simRate(parameters, context, 'item', 'sampled', what),
    );
    expect(counted).toBeCloseTo(0.95 * (0.25 + 0.75 * 0.8 * 0.3), 12);
    expect(meant).toBeCloseTo(0.95 * 0.75 * (0.2 + 0.8 * 0.3), 12);
    const found = await shares(method, 1500, stop);
    // Four standard errors.
    expect(Math.abs(found.counted - (counted ?? 0))).toBeLessThan(0.052);
    expect(Math.abs(found.meant - (meant ?? 0))).toBeLessThan(0.052);
  });
});

test('a respondent that is not misread replies as it always has', async () => {
  const plain = parametersOf({ bail: 0.3, nonsense: 0.05 });
  const told = parametersOf({ bail: 0.3, nonsense: 0.05, misread: 0, missed: 0 });
  expect(plain).not.toHaveProperty('misread');
  const context = contextOf({ method: 'bail-string', exit: { kind: 'string', word: 'LEAVE' } });
  const ask = (some: typeof plain, seed: number): Promise<Reply> =>
    simModel(some, 'test').generate(
      { system: null, instructions: null, messages: conversation.messages, tools: [], sampling },
      callOptions({ seed, context }),
    );
  for (let seed = 1; seed <= 20; seed += 1) expect((await ask(plain, seed)).finishRaw).toBeNull();
  expect((await ask(told, 1)).finishRaw).toBeNull();
});
