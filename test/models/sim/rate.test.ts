import { describe, expect, test } from 'vitest';

import type { Conversation } from '../../../src/conversation/messages.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import { bailPrompt } from '../../../src/methods/bail-prompt.ts';
import { bailString } from '../../../src/methods/bail-string.ts';
import { bailTool } from '../../../src/methods/bail-tool.ts';
import type { Method } from '../../../src/methods/method.ts';
import { simModel } from '../../../src/models/sim/sim-model.ts';
import { simRate } from '../../../src/models/sim/rate.ts';
import { defaultWordings } from '../../../src/wordings/default-wordings.ts';
import { callOptions } from '../../support/model-requests.ts';
import { contextOf, parametersOf } from './sim-asking.ts';

const parameters = parametersOf({ bail: 0.5, refusal: 0.3, nonsense: 0.1, filtered: 0.2, truncated: 0.15 });
const model = simModel(parameters, 'test');
const sampling = { temperature: 1, topP: 1, maxTokens: 256 };
const conversation: Conversation = { system: null, messages: [{ role: 'user', text: 'Hello.' }] };
const situation = {
  conversation,
  replySampling: sampling,
  answerSampling: sampling,
  stop: 'whole',
  readout: 'sampled',
} as const;

/** Runs trials as a study would, and gives the rate by its definition. */
async function rateOf(method: Method, trials: number): Promise<number> {
  const order = method.orders[0] ?? null;
  const offer = method.offer(defaultWordings[method.name as keyof typeof defaultWordings], order);
  const counts: Record<string, number> = {};
  for (let trial = 1; trial <= trials; trial += 1) {
    const replies: Reply[] = [];
    for (;;) {
      const next = method.next(offer, situation, replies);
      if (next.kind === 'settled') break;
      const isOffered = method.name !== 'bail-prompt' || next.step === 'answer';
      const exit = isOffered ? offer.exit : null;
      const context = contextOf({ method: method.name, order, step: next.step, exit, epoch: trial });
      replies.push(await model.generate(next.request, callOptions({ seed: trial, context })));
    }
    const { outcome } = method.scorers.strict(offer, replies);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  const { bail = 0, unparsed = 0, truncated = 0 } = counts;
  return bail / (bail + (counts['continue'] ?? 0) + unparsed + truncated);
}

describe('what a study measures is the true rate', () => {
  test.each([bailTool, bailString, bailPrompt])('$name', async (method) => {
    const truth = simRate(parameters, contextOf({ method: method.name, order: method.orders[0] ?? null }));
    expect(truth).toBeGreaterThan(0.2);
    // Four standard errors of about 1,500 counted trials.
    expect(Math.abs((await rateOf(method, 2000)) - truth)).toBeLessThan(0.052);
  });
});

test('the baseline takes no exit', () => {
  expect(simRate(parameters, contextOf({ method: 'baseline' }))).toBe(0);
});

test('without filtering and the like the rate is the stated chance', () => {
  for (const method of ['bail-tool', 'bail-prompt'] as const) {
    expect(simRate(parametersOf({ bail: 0.37 }), contextOf({ method }))).toBeCloseTo(0.37, 12);
  }
});
