import { describe, expect, test } from 'vitest';

import { leastLogProbability } from '../../../src/conversation/reply.ts';
import type { ModelRequest } from '../../../src/conversation/request.ts';
import { simModel } from '../../../src/models/sim/sim-model.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { contextOf, parametersOf, promptExit, toolExit } from './sim-asking.ts';

const open = (fields: object) => simModel(parametersOf(fields), 'test');
const sampling = { temperature: 1, topP: 1, maxTokens: 256 };
const answer = contextOf({ method: 'bail-prompt', order: 'bail-first', step: 'answer', exit: promptExit });

function say(
  rest: Partial<ModelRequest>,
  context = contextOf(),
  fields: object = { bail: 1 },
  seed = 1,
): ReturnType<ReturnType<typeof open>['generate']> {
  return open(fields).generate(plainRequest('Hello.', { sampling, ...rest }), callOptions({ seed, context }));
}

describe('cut short', () => {
  test('it stops at the call and at the answer, and says so', async () => {
    const called = await say(
      { stop: { kind: 'tool-call', tool: 'leave_chat' } },
      contextOf({ method: 'bail-tool', exit: toolExit }),
    );
    expect(called).toMatchObject({ finish: 'stopped', toolCalls: [{ name: 'leave_chat' }] });
    const answered = await say({ stop: { kind: 'answer', tag: 'choice', labels: ['leave', 'stay'] } }, answer);
    expect(answered).toMatchObject({ finish: 'stopped', text: '<choice>leave</choice>' });
  });

  test('a word without a line after it, and a reply without an exit, run to their end', async () => {
    for (const bail of [0, 1]) {
      const stop = { kind: 'word', word: 'GOODBYE' } as const;
      const whole = await say({}, contextOf(), { bail });
      expect(await say({ stop }, contextOf(), { bail })).toEqual(whole);
      expect(whole.finish).toBe('stop');
    }
  });
});

describe('read out', () => {
  const readout = { prefill: '<choice>', readout: ['leave', 'stay', 'perhaps'] };

  test('its chances are told exactly, and are the same whenever they are asked for', async () => {
    for (const seed of [1, 2, 3]) {
      const reply = await say(readout, answer, { bail: 0.3, nonsense: 0.2 }, seed);
      expect(reply.text).toBe('stay');
      expect(reply.readout?.precision).toBe('exact');
      const [leave, stay, perhaps] = reply.readout?.texts ?? [];
      expect(Math.exp(leave?.logProbability ?? NaN)).toBeCloseTo(0.24, 12);
      expect(Math.exp(stay?.logProbability ?? NaN)).toBeCloseTo(0.56, 12);
      expect(perhaps?.logProbability).toBe(leastLogProbability);
    }
  });

  test('a failed call fails here too', async () => {
    await expect(say(readout, answer, { error: 1 })).rejects.toMatchObject({ kind: 'server' });
  });

  test('it cannot begin a reply with given words', async () => {
    expect(open({}).traits.prefill).toBe(false);
    await expect(say({ prefill: 'I' })).rejects.toMatchObject({ kind: 'unsupported-readout' });
  });
});
