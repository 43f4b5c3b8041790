import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { wordDistance, wordsOf, WordShares } from '../../src/analysis/reply-words.ts';
import type { Results } from '../../src/analysis/results.ts';
import { openStore } from '../../src/store/store.ts';
import { runCli } from '../support/cli.ts';
import { modelOf, reply, runModelOf } from '../support/function-model.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { told } from '../support/library-run.ts';

const rows = Array.from({ length: 24 }, (_, index) => `Question ${index}?,cluster-${Math.floor(index / 2)}`);
const table = ['prompt,cluster', ...rows, ''].join('\n');

/** A model whose replies are what a function says of whether an exit was offered, the item and the epoch. */
async function resultsOf(
  say: (of: { readonly offered: boolean; readonly item: string; readonly epoch: number }) => string,
  epochs: number,
): Promise<Results> {
  using folder = tempFolder();
  folder.write('prompts.csv', table);
  await using store = openStore('effects', 'temporary');
  const opened = modelOf(
    async (request, { context }) =>
      reply(say({ offered: request.instructions !== null, item: context.itemName, epoch: context.epoch })),
    { traits: { parallel: 4 } },
  );
  await runModelOf(store, folder.path, opened, {
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-string'],
    epochs,
  });
  return (await told(store)).results;
}

describe('side effects of an offer', () => {
  it('are none where the model says the same with it and without', async () => {
    const { sideEffects } = await resultsOf(({ item, epoch }) => `About ${item} I say ${epoch} things.`, 3);
    expect(sideEffects).toHaveLength(1);
    const [found] = sideEffects;
    expect(found).toMatchObject({
      method: 'bail-string',
      pairs: 72,
      replies: 72,
      items: 24,
      clusters: 12,
      mentions: 0,
    });
    expect(found?.length).toMatchObject({ ratio: 1, low: 1, high: 1 });
    expect(found?.apart?.difference).toBe(0);
    expect(found?.distance).toBe(0);
    expect(found?.words).toEqual([]);
  });

  it('show half the length, words of their own and the name of the exit, beyond what draws differ by themselves', async () => {
    const { sideEffects } = await resultsOf(
      ({ offered, epoch }) =>
        offered ? 'Briefly: no ENDCHAT is needed.' : `At length and here are all the many things ${epoch}`,
      2,
    );
    const [found] = sideEffects;
    expect(found?.length.ratio).toBeCloseTo(0.5, 10);
    expect(found?.length.high).toBeLessThan(0.51);
    expect(found?.apart).toMatchObject({ offered: 1, conclusion: 'interval' });
    expect(found?.apart?.baseline).toBeCloseTo(1 - 9 / 11, 10);
    expect(found?.apart?.low).toBeGreaterThan(0.5);
    expect(found?.mentions).toBe(1);
    const words = new Map(found?.words.map(({ word, offered, baseline }) => [word, [offered, baseline]]));
    expect(words.get('briefly')).toEqual([1, 0]);
    expect([...words.values()].some(([offered, baseline]) => offered === 0 && baseline === 1)).toBe(true);
  });

  it('show refusals that the offer brings, which a run scores by itself', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', table);
    folder.write('stern.json', JSON.stringify({ rules: [{ where: { method: 'bail-string' }, refusal: 1 }] }));
    const study = folder.study({
      name: 'stern',
      models: ['sim:stern.json'],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['baseline', 'bail-string'],
    });
    const store = folder.file('stern.sqlite');
    expect((await runCli(['run', study, '--store', store], { cwd: folder.path })).code).toBe(0);
    const { stdout } = await runCli(['report', '--json', '--store', store], { cwd: folder.path });
    const { sideEffects } = JSON.parse(stdout) as Results;
    expect(sideEffects[0]?.refusals).toMatchObject({ offered: 1, baseline: 0, difference: 1, replies: 24 });
  });

  it('compare only replies that did not leave, and say nothing of chance with one epoch', async () => {
    const { sideEffects } = await resultsOf(
      ({ offered, item }) => (offered && Number(item.slice('line-'.length)) % 2 === 0 ? 'ENDCHAT' : 'A plain reply.'),
      1,
    );
    expect(sideEffects[0]).toMatchObject({ pairs: 12, apart: null, distance: 0 });
  });
});

describe('the distance of two texts', () => {
  const texts = fc
    .array(fc.constantFrom('Rain', 'rain', "don't", 'sun', '雨', '晴', '3'))
    .map((words) => words.join(' '));

  it('is 0 for the same words, the same both ways, and within 0 and 1', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
        expect(wordDistance(a, a)).toBe(0);
        expect(wordDistance(a, b)).toBe(wordDistance(b, a));
        expect(wordDistance(a, b)).toBeGreaterThanOrEqual(0);
        expect(wordDistance(a, b)).toBeLessThanOrEqual(1);
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it('takes no heed of case and signs, and parts scripts without blanks', () => {
    expect(wordsOf('Don’t — STOP, 3x!')).toEqual(['don’t', 'stop', '3x']);
    expect(wordsOf('雨が')).toEqual(['雨', 'が']);
  });

  it('names the words that shift, half of them on either side', () => {
    const shares = new WordShares();
    for (let pair = 0; pair < 4; pair += 1)
      shares.add(new Set(['a', 'both', ...(pair > 0 ? ['c'] : [])]), new Set(['b', 'both']));
    expect(shares.mostShifted(2).map(({ word }) => word)).toEqual(['a', 'b']);
  });
});
