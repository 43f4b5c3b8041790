import { describe, expect, test } from 'vitest';

import { bailPrompt } from '../../../src/methods/bail-prompt.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { simModel } from '../../../src/models/sim/sim-model.ts';
import { simTruth } from '../../../src/models/sim/truth.ts';
import { plainRequest, callOptions } from '../../support/model-requests.ts';
import { ask, contextOf, parametersOf, promptExit, shareOf, toolExit } from './sim-asking.ts';

const open = (fields: object) => simModel(parametersOf(fields), 'test');
const written = (fields: object) => JSON.stringify(open(fields).identity);

describe('the form of its replies', () => {
  const always = open({ bail: 1 });
  const never = open({ bail: 0 });

  test('a tool exit is a native call without arguments', async () => {
    const reply = await ask(always, contextOf({ method: 'bail-tool', exit: toolExit }));
    expect(reply.toolCalls).toEqual([{ id: 'call_1', name: 'leave_chat', arguments: '{}' }]);
    expect(reply.finish).toBe('tool-calls');
  });

  test('a word exit stands alone on the last line', async () => {
    const lines = (await ask(always, contextOf())).text.split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.at(-1)).toBe('GOODBYE');
  });

  test('an answer stands in its tag', async () => {
    const context = contextOf({ method: 'bail-prompt', order: 'bail-first', step: 'answer', exit: promptExit });
    expect((await ask(always, context)).text).toBe('<choice>leave</choice>');
    expect((await ask(never, context)).text).toBe('<choice>stay</choice>');
  });

  test('who stays writes sentences that hold no exit', async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const reply = await ask(never, contextOf(), seed);
      expect(reply.text).toMatch(/^[A-Z].*\.$/);
      expect(reply.text).not.toContain('GOODBYE');
      expect(reply.toolCalls).toEqual([]);
    }
  });

  test('filtered and truncated replies are empty and say why', async () => {
    expect(await ask(open({ filtered: 1 }), contextOf())).toMatchObject({ text: '', finish: 'filtered' });
    expect(await ask(open({ truncated: 1 }), contextOf())).toMatchObject({ text: '', finish: 'length' });
  });

  test('nonsense answers a question with words in no tag, and is silence elsewhere', async () => {
    const context = contextOf({ method: 'bail-prompt', order: 'bail-first', step: 'answer', exit: promptExit });
    const { text } = await ask(open({ nonsense: 1 }), context);
    expect(text).toMatch(/\w/);
    expect(text).not.toMatch(/choice|leave|stay/);
    expect(await ask(open({ nonsense: 1 }), contextOf())).toMatchObject({ text: '', finish: 'stop' });
  });

  test('a failed call can be tried again, and then fails again', async () => {
    const model = open({ error: 1 });
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const thrown: unknown = await ask(model, contextOf()).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(ModelError);
      expect((thrown as ModelError).isRetryable).toBe(true);
    }
  });

  test('words stop at the token limit, exits are whole', async () => {
    const sampling = { temperature: 1, topP: 1, maxTokens: 2 };
    const request = plainRequest('Hello.', { sampling });
    const cut = await never.generate(request, callOptions({ context: contextOf() }));
    expect(cut).toMatchObject({ finish: 'length', usage: { completionTokens: 2 } });
    const exit = await always.generate(request, callOptions({ context: contextOf() }));
    expect(exit.text.endsWith('GOODBYE')).toBe(true);
  });

  test('without tools it says so, and rejects a request that has some', async () => {
    const model = open({ tools: false });
    expect(model.traits.tools).toBe(false);
    const tool = { name: 'leave_chat', description: 'Leaves.', parameters: { type: 'object' } };
    const call = model.generate(plainRequest('Hello.', { tools: [tool] }), callOptions());
    await expect(call).rejects.toMatchObject({ kind: 'unsupported-tools' });
  });
});

describe('repeatable draws', () => {
  const model = open({ bail: 0.5, refusal: 0.5, spread: { cluster: 0.2, item: 0.2 } });

  test('equal calls get equal replies, from another copy of the model too', async () => {
    const copy = open({ bail: 0.5, refusal: 0.5, spread: { cluster: 0.2, item: 0.2 } });
    for (let seed = 1; seed <= 30; seed += 1) {
      expect(await ask(copy, contextOf(), seed)).toEqual(await ask(model, contextOf(), seed));
    }
  });

  test.each([
    ['item', { item: 'other' }],
    ['epoch', { epoch: 2 }],
    ['method', { method: 'bail-tool' }],
  ] as const)('another %s gets other draws', async (_, change) => {
    const one: boolean[] = [];
    const other: boolean[] = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      one.push((await ask(model, contextOf(), seed)).text.includes('GOODBYE'));
      other.push((await ask(model, contextOf(change), seed)).text.includes('GOODBYE'));
    }
    expect(other).not.toEqual(one);
  });

  test('baseline and bail prompt share the reply, whoever asks first', async () => {
    const byBaseline = await ask(model, contextOf({ method: 'baseline', exit: null }));
    for (const order of ['bail-first', 'continue-first'] as const) {
      expect(await ask(model, contextOf({ method: 'bail-prompt', order, exit: null }))).toEqual(byBaseline);
    }
  });

  test('the shared reply takes no exit, whatever the chances and rules', async () => {
    const eager = open({ bail: 1, nonsense: 1, rules: [{ where: { method: 'bail-prompt' }, filtered: 1 }] });
    const reply = await ask(eager, contextOf({ method: 'bail-prompt', order: 'bail-first', exit: null }));
    expect(reply.text).toMatch(/\.$/);
  });

  test('identity changes with every number, and not with the label', () => {
    const base = { bail: 0.5, rules: [{ where: { method: 'bail-tool' }, bail: 0.1 }] };
    expect(written({ ...base, name: 'x' })).toBe(written(base));
    expect(written({ ...base, seed: 2 })).not.toBe(written(base));
    expect(written({ ...base, spread: { cluster: 0.1 } })).not.toBe(written(base));
    expect(written({ ...base, rules: [{ where: { method: 'bail-tool' }, bail: 0.2 }] })).not.toBe(written(base));
  });
});

describe('draws match the truth', () => {
  const model = open({ bail: 0.3, refusal: 0.4, nonsense: 0.1, filtered: 0.2, truncated: 0.1 });
  const truth = simTruth(
    parametersOf({ bail: 0.3, refusal: 0.4, nonsense: 0.1, filtered: 0.2, truncated: 0.1 }),
    contextOf(),
  );
  const count = 4000;
  // Five standard errors at this count, at most.
  const near = 0.04;

  test('stated chances are given that nothing before happened', () => {
    expect(truth.filtered).toBeCloseTo(0.2, 12);
    expect(truth.truncated).toBeCloseTo(0.8 * 0.1, 12);
    expect(truth.nonsense).toBeCloseTo(0.8 * 0.9 * 0.1, 12);
    expect(truth.bail).toBeCloseTo(0.8 * 0.9 * 0.9 * 0.3, 12);
    expect(truth.refusal).toBeCloseTo(0.8 * 0.9 * 0.9 * 0.7 * 0.4, 12);
  });

  test.each([
    ['bail', (text: string, finish: string) => finish === 'stop' && text.includes('GOODBYE')],
    ['filtered', (_: string, finish: string) => finish === 'filtered'],
    ['truncated', (_: string, finish: string) => finish === 'length'],
    ['nonsense', (text: string, finish: string) => finish === 'stop' && text === ''],
    ['refusal', (text: string) => /(can't|won't|not able)/.test(text) && !text.includes('GOODBYE')],
  ] as const)('%s', async (name, isHit) => {
    const share = await shareOf(model, contextOf(), count, ({ text, finish }) => isHit(text, finish));
    expect(Math.abs(share - truth[name])).toBeLessThan(near);
  });

  test('an answer to the question: bail, and nonsense that the scorer cannot read', async () => {
    const offer = bailPrompt.offer(
      {
        method: 'bail-prompt',
        name: 'test',
        instructions: null,
        question: { 'bail-first': '<choice>leave</choice> or <choice>stay</choice>?' },
        tag: 'choice',
        labels: { bail: 'leave', continue: 'stay' },
      },
      'bail-first',
    );
    const context = contextOf({ method: 'bail-prompt', order: 'bail-first', step: 'answer', exit: offer.exit });
    const plain = await ask(open({}), contextOf({ method: 'baseline', exit: null }));
    const answerer = open({ bail: 0.3, nonsense: 0.2 });
    const counts = { bail: 0, continue: 0, unparsed: 0 };
    for (let seed = 1; seed <= 1000; seed += 1) {
      const { outcome } = bailPrompt.scorers.strict(offer, [plain, await ask(answerer, context, seed)]);
      counts[outcome as keyof typeof counts] += 1;
    }
    expect(counts.bail + counts.continue + counts.unparsed).toBe(1000);
    expect(Math.abs(counts.unparsed / 1000 - 0.2)).toBeLessThan(0.065);
    expect(Math.abs(counts.bail / 1000 - 0.24)).toBeLessThan(0.07);
  });
});
