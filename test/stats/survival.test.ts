import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { survivalCoverage } from '../../bench/coverage-models/survival.ts';
import { coverageOf } from '../../bench/coverage-models/tally.ts';
import { survivalByTurn, type Passage, type TurnOutcome } from '../../src/stats/survival.ts';

const outcome = fc.constantFrom<TurnOutcome>('left', 'stayed', 'stayed', 'stayed', 'gap');
const somePassages = fc.array(
  fc.record({ cluster: fc.integer({ min: 0, max: 30 }), turns: fc.array(outcome, { maxLength: 6 }) }),
  { minLength: 1, maxLength: 60 },
);
const options = { seed: 20_260_504, numRuns: 60 };

/** Passages by their letters: L left, S stayed, a dot for a gap. Each in a cluster of its own. */
function passages(...texts: readonly string[]): Passage[] {
  const named: Readonly<Record<string, TurnOutcome>> = { L: 'left', S: 'stayed' };
  return texts.map((text, cluster) => ({ cluster, turns: Array.from(text, (letter) => named[letter] ?? 'gap') }));
}

test('the definition: first exits over those answered without an earlier exit or gap', () => {
  const turns = survivalByTurn(passages('SSLSL', 'SLLL', 'S.LS', 'SSS', 'LSSS', '.LSS'));
  expect(turns.map(({ atRisk, exits, answered }) => [atRisk, exits, answered])).toEqual([
    [5, 1, 5],
    [3, 1, 5],
    [2, 1, 6],
    [0, 0, 5],
    [0, 0, 1],
  ]);
  expect(turns.map(({ hazard }) => hazard?.rate ?? null)).toEqual([1 / 5, 1 / 3, 1 / 2, null, null]);
  const survivals = turns.map(({ survival }) => survival?.rate ?? -1);
  expect(survivals[2]).toBeCloseTo((4 / 5) * (2 / 3) * (1 / 2), 12);
  expect(survivals.slice(3)).toEqual([-1, -1]);
  expect(turns[2]?.unconditional?.rate).toBeCloseTo(3 / 6, 12);
});

describe('whatever the passages', () => {
  test('survival never rises, lies in its interval, and is 1 less the share that left where nothing is censored', () => {
    fc.assert(
      fc.property(somePassages, (some) => {
        let before = 1;
        for (const { survival, hazard, atRisk, exits } of survivalByTurn(some)) {
          expect(exits).toBeLessThanOrEqual(atRisk);
          expect(hazard === null).toBe(atRisk === 0);
          if (survival === null) continue;
          expect(survival.rate).toBeLessThanOrEqual(before + 1e-12);
          expect(survival.interval.low).toBeLessThanOrEqual(survival.rate + 1e-12);
          expect(survival.interval.high).toBeGreaterThanOrEqual(survival.rate - 1e-12);
          before = survival.rate;
        }
      }),
      options,
    );
  });

  test('turns after an exit or a gap change no hazard, and the order of passages nothing', () => {
    fc.assert(
      fc.property(somePassages, (some) => {
        const cut = some.map(({ cluster, turns }) => {
          const end = turns.findIndex((turn) => turn !== 'stayed');
          return { cluster, turns: end === -1 ? turns : turns.slice(0, end + (turns[end] === 'left' ? 1 : 0)) };
        });
        const hazards = (of: readonly Passage[]): number[] =>
          survivalByTurn(of)
            .map(({ hazard }) => hazard?.rate ?? -1)
            .filter((rate) => rate >= 0);
        expect(hazards(cut)).toEqual(hazards(some));
        expect(survivalByTurn(some.toReversed()).map(({ survival }) => survival?.interval.low.toFixed(9))).toEqual(
          survivalByTurn(some).map(({ survival }) => survival?.interval.low.toFixed(9)),
        );
      }),
      options,
    );
  });

  test('with no gaps and equal lengths survival is the share that never left, with its binomial error', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom<TurnOutcome>('left', 'stayed'), { minLength: 4, maxLength: 4 }), {
          minLength: 5,
          maxLength: 50,
        }),
        (all) => {
          const some = all.map((turns, cluster) => ({ cluster, turns }));
          const share = all.filter((turns) => !turns.includes('left')).length / all.length;
          const last = survivalByTurn(some)[3]?.survival;
          if (share === 0) return;
          expect(last?.rate).toBeCloseTo(share, 12);
          expect(last?.error).toBeCloseTo(Math.sqrt((share * (1 - share)) / (all.length - 1)), 10);
        },
      ),
      options,
    );
  });
});

test('passages that are copies of each other within clusters say no more than one of them', () => {
  const one = passages(...Array.from({ length: 60 }, (_, index) => ['SSS', 'SL', 'SSL', 'S'][index % 4] ?? ''));
  const copies = one.flatMap((passage) => [passage, passage, passage]);
  const [own, tripled] = [one, copies].map((some) => survivalByTurn(some)[2]?.survival);
  expect(tripled?.rate).toBeCloseTo(own?.rate ?? -1, 12);
  expect(tripled?.error).toBeCloseTo(own?.error ?? -1, 12);
  expect(tripled?.interval.low).toBeCloseTo(own?.interval.low ?? -1, 10);
});

describe('edges', () => {
  test('nobody leaves, or everybody at once: certain of nothing', () => {
    const stays = survivalByTurn(passages(...Array.from({ length: 30 }, () => 'SSS')))[2]?.survival;
    expect(stays).toMatchObject({ rate: 1, interval: { high: 1, tooFew: true } });
    expect(stays?.interval.low).toBeCloseTo(0.025 ** (1 / 30), 10);
    const leaves = survivalByTurn(passages(...Array.from({ length: 30 }, () => 'LSS')));
    expect(leaves[0]?.survival).toMatchObject({ rate: 0, interval: { low: 0, tooFew: true } });
    expect(leaves[1]).toMatchObject({ atRisk: 0, hazard: null, survival: null });
  });

  test('one cluster has no error; no passages, and passages without turns, no turns', () => {
    const single = survivalByTurn(passages('SL', 'SS').map(({ turns }) => ({ cluster: 1, turns })));
    expect(single[1]?.survival).toMatchObject({ rate: 0.5, error: null, interval: { tooFew: true } });
    expect(survivalByTurn([])).toEqual([]);
    expect(survivalByTurn(passages('', ''))).toEqual([]);
  });
});

test('intervals hold the truth (short version of bench/coverage-models.ts)', () => {
  const cell = { hazard: 0.1, spread: 0.1, clusters: 60, size: 3, epochs: 1, censoring: 0.2 };
  for (const tally of survivalCoverage(cell, 150)) expect(coverageOf(tally), tally.name).toBeGreaterThan(0.89);
});
