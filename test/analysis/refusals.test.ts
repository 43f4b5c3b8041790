import { describe, expect, test } from 'vitest';

import type { TogetherResult } from '../../src/analysis/refusals/results.ts';
import type { TrialRecord } from '../../src/analysis/results.ts';
import { lexicon } from '../../src/refusal/lexicon/lexicon.ts';
import { scoringOf } from '../../src/refusal/stored/score-pure.ts';
import { pearson } from '../../src/stats/correlation.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const inRate: ReadonlySet<string> = new Set(['bail', 'continue', 'unparsed', 'truncated']);
const labelOf = (trial: TrialRecord): string => trial.refusals[0]?.label ?? 'none at all';
const refuses = (trial: TrialRecord): boolean => ['refusal', 'partial'].includes(labelOf(trial));
const isRead = (trial: TrialRecord): boolean => refuses(trial) || labelOf(trial) === 'none';

/** The mean over items of the share of an item's trials that are so. */
function shareOf(trials: readonly TrialRecord[], isSo: (trial: TrialRecord) => boolean): number {
  const items = [...Map.groupBy(trials, ({ item }) => item).values()];
  return mean(items.map((item) => mean(item.map((trial) => Number(isSo(trial))))));
}

const isUnanswered = ({ outcome }: TrialRecord): boolean => outcome === 'unparsed' || outcome === 'truncated';

/** Whether a trial is one of a table's: its reply could be read, or has no text where that counts. */
function isOpenIn({ basis }: TogetherResult): (trial: TrialRecord) => boolean {
  return (trial) => isRead(trial) || (basis === 'own-reply' && labelOf(trial) === 'empty');
}

/** What each cell is if every trial that does not tell goes elsewhere, and if each goes there that can. */
function expectBounds(table: TogetherResult, trials: readonly TrialRecord[]): void {
  const isSaid = (trial: TrialRecord): boolean => isRead(trial) && !isUnanswered(trial);
  if (trials.every(isSaid)) {
    expect(table.bounds).toBeNull();
    return;
  }
  const fits = (trial: TrialRecord, left: boolean, refused: boolean): boolean =>
    (isUnanswered(trial) || (trial.outcome === 'bail') === left) && (!isRead(trial) || refuses(trial) === refused);
  for (const [cell, left, refused] of [
    ['noRefusalBail', true, false],
    ['refusalBail', true, true],
    ['noBailRefusal', false, true],
    ['neither', false, false],
  ] as const) {
    const [low, high] = table.bounds?.[cell] ?? [Number.NaN, Number.NaN];
    expect(low).toBeCloseTo(
      shareOf(trials, (trial) => isSaid(trial) && fits(trial, left, refused)),
      12,
    );
    expect(high).toBeCloseTo(
      shareOf(trials, (trial) => fits(trial, left, refused)),
      12,
    );
  }
}

function cells(table: TogetherResult): readonly (number | null)[] {
  return [table.noRefusalBail, table.refusalBail, table.noBailRefusal, table.neither].map(({ rate }) => rate);
}

describe('refusals beside bails', () => {
  test(
    'are what exported trials say, and close to what the respondent was told to do',
    { timeout: 120_000 },
    async () => {
      using folder = tempFolder();
      folder.write('prompts.csv', promptsCsv(60, 3, 0, 5));
      folder.write(
        'r.yaml',
        'name: r\nseed: 2\nrefusal: 0.4\nbail: 0.3\nfiltered: 0.05\nnonsense: 0.05\nspread: {cluster: 0.1}\n',
      );
      await using store = openStore(folder.file('store.sqlite'));
      await runWith(
        store,
        {
          name: 'both',
          models: ['sim:r.yaml', { use: 'sim:even', name: 'altered', alteredFrom: 'sim:r.yaml' }],
          datasets: [{ name: 'csv', path: 'prompts.csv' }],
          methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
          leadIns: ['none', 'greeting'],
          epochs: 2,
        },
        folder.path,
        { scoreReply: scoringOf(store, [lexicon]) },
      );
      const { results, trials } = await told(store);
      const { rates, together, bailMinusRefusal, differences, scorers, categoryCorrelations } = results.refusals;
      const of = (condition: string): readonly TrialRecord[] => trials.filter((trial) => trial.condition === condition);
      expect(scorers).toMatchObject([{ name: 'lexicon', failed: 0, unscored: 0 }]);
      // Two models, two lead-ins: baseline, tool and string; the prompt's replies are the baseline's.
      expect(rates).toHaveLength(12);
      for (const rate of rates) {
        const own = of(rate.condition).filter(isRead);
        expect(rate.rate).toBeCloseTo(shareOf(own, refuses), 12);
        expect(rate.n).toBe(own.length);
        expect(rate.meanScore).toBeGreaterThan(0);
        expect(Object.values(rate.replies).reduce((sum, count) => sum + count, 0)).toBe(120);
        expect(rate.low).toBeLessThanOrEqual(rate.rate ?? 0);
        expect(rate.bounds?.[0]).toBeLessThanOrEqual(rate.rate ?? 0);
        if (rate.method === 'baseline')
          expect(mean(rate.categories.map((one) => one.n))).toBeCloseTo(own.length / 5, 9);
      }
      const baseline = rates.find((one) => one.method === 'baseline' && one.model === 'sim:r.yaml');
      expect(baseline?.replies.filtered).toBe(
        of(baseline?.condition ?? '').filter(({ outcome }) => outcome === 'filtered').length,
      );
      expect(baseline?.low).toBeLessThan(0.4);
      expect(baseline?.high).toBeGreaterThan(0.4);

      for (const table of together) {
        const exits = of(table.condition).filter(({ outcome }) => inRate.has(outcome));
        const bails = (trial: TrialRecord): boolean => trial.outcome === 'bail';
        if (table.basis === 'product') {
          const replies = of(table.refusalsOf).filter(isRead);
          const items = [...new Set(exits.map(({ item }) => item))].flatMap((item) => {
            const [left, said] = [exits, replies].map((list) => list.filter((trial) => trial.item === item));
            if (left === undefined || said === undefined || said.length === 0) return [];
            return [
              { b: mean(left.map((one) => Number(bails(one)))), r: mean(said.map((one) => Number(refuses(one)))) },
            ];
          });
          expect(table.noRefusalBail.rate).toBeCloseTo(mean(items.map(({ b, r }) => b * (1 - r))), 12);
          const [low, high] = table.bounds?.noRefusalBail ?? [1, 0];
          expect(table.noRefusalBail.rate).toBeGreaterThanOrEqual(low - 1e-12);
          expect(table.noRefusalBail.rate).toBeLessThanOrEqual(high + 1e-12);
        } else {
          const seen = exits.filter(
            (trial) => isRead(trial) || (table.basis === 'own-reply' && labelOf(trial) === 'empty'),
          );
          expect(table.n).toBe(seen.length);
          expect(table.noRefusalBail.rate).toBeCloseTo(
            shareOf(seen, (one) => bails(one) && labelOf(one) === 'none'),
            12,
          );
          expect(table.noBailRefusal.rate).toBeCloseTo(
            shareOf(seen, (one) => !bails(one) && refuses(one)),
            12,
          );
        }
        const open = table.basis === 'product' ? null : exits.filter(isOpenIn(table));
        expect(table.noAnswer).toBeCloseTo(
          shareOf(
            table.basis === 'product'
              ? exits.filter(({ item }) => of(table.refusalsOf).some((one) => one.item === item && isRead(one)))
              : (open ?? []),
            isUnanswered,
          ),
          12,
        );
        if (open !== null) expectBounds(table, open);
        const sum = [...cells(table), table.noText?.rate ?? 0].reduce<number>((total, cell) => total + (cell ?? 0), 0);
        expect(sum).toBeCloseTo(1, 9);
        if (table.basis === 'joint') expect(table.paper).toBeGreaterThan(0);
      }
      expect(new Set(together.map(({ basis, method }) => `${method} ${basis}`))).toEqual(
        new Set([
          'bail-tool product',
          'bail-tool own-reply',
          'bail-string product',
          'bail-string own-reply',
          'bail-prompt joint',
        ]),
      );
      // A margin is the rate it is called, to the last digit of its intervals, wherever it is of the same items.
      const margins = together.flatMap((table) => {
        if (table.basis !== 'product') return [];
        const rate = rates.find(({ condition }) => condition === table.refusalsOf);
        const condition = results.conditions.find(({ id }) => id === table.condition);
        return [
          [table.refusal, table.items, rate, rate?.items],
          [table.bail, table.items, condition, condition?.items],
        ] as const;
      });
      const whole = margins.filter(([, items, , others]) => items === others);
      expect(whole.length).toBeGreaterThan(margins.length / 2);
      for (const [margin, , rate] of whole) {
        const { low, high, lowFixed, highFixed, tooFew, tooFewFixed } = margin;
        expect(rate).toMatchObject({ low, high, lowFixed, highFixed, tooFew, tooFewFixed });
      }
      // Two models, two lead-ins: tool, string and both orders of the prompt.
      expect(bailMinusRefusal).toHaveLength(16);
      for (const one of bailMinusRefusal) {
        const within = (category: string | null): number => {
          const seen = (trial: TrialRecord): boolean => category === null || trial.category === category;
          const exits = of(one.condition).filter((trial) => seen(trial) && inRate.has(trial.outcome));
          const replies = of(one.refusalsOf).filter((trial) => seen(trial) && isRead(trial));
          const items = [...new Set(exits.map(({ item }) => item))].flatMap((item) => {
            const own = exits.filter((trial) => trial.item === item && (one.basis === 'product' || isRead(trial)));
            const said = replies.filter(
              (trial) => trial.item === item && (one.basis === 'product' || inRate.has(trial.outcome)),
            );
            if (own.length === 0 || said.length === 0) return [];
            return [
              mean(own.map(({ outcome }) => Number(outcome === 'bail'))) -
                mean(said.map((trial) => Number(refuses(trial)))),
            ];
          });
          return mean(items);
        };
        expect(one.basis).toBe(one.method === 'bail-prompt' ? 'joint' : 'product');
        expect(one.difference).toBeCloseTo(within(null), 12);
        expect(one.difference).toBeCloseTo((one.bail ?? 0) - (one.refusal ?? 0), 12);
        expect(one.lowFixed).toBeLessThanOrEqual(one.difference ?? 1);
        expect(one.highFixed).toBeGreaterThanOrEqual(one.difference ?? -1);
        expect(one.categories.map(({ category }) => category)).toEqual(
          [...Array(5).keys()].map((n) => `category-${n}`),
        );
        for (const { category, difference, low, high, p, pAdjusted, conclusion } of one.categories) {
          expect(difference).toBeCloseTo(within(category), 12);
          expect(low).toBeLessThanOrEqual(difference ?? 1);
          expect(high).toBeGreaterThanOrEqual(difference ?? -1);
          expect(p === null).toBe(conclusion === 'cannot conclude');
          if (p !== null) expect((low ?? 0) > 0 || (high ?? 0) < 0).toBe(p < 0.05);
          expect(pAdjusted === null ? null : pAdjusted >= (p ?? 1)).toBe(p === null ? null : true);
        }
        // Told to leave 30 % and refuse 40 %: no more is left than refused.
        if (one.model === 'sim:r.yaml') expect(one.low).toBeLessThan(0);
      }

      // For each lead-in: the altered model's refusals, and its bails by four methods; for each model the lead-in's refusals.
      expect(differences.filter(({ kind, of: what }) => kind === 'altered-from' && what === 'refusal')).toHaveLength(2);
      expect(differences.filter(({ kind, of: what }) => kind === 'altered-from' && what === 'bail')).toHaveLength(8);
      expect(differences.filter(({ kind }) => kind === 'lead-in')).toHaveLength(2);

      // Over the categories: two models, two lead-ins, tool, string and both orders of the prompt.
      expect(categoryCorrelations).toHaveLength(16);
      for (const { condition, refusalsOf, points, pearson: found } of categoryCorrelations) {
        expect(points).toHaveLength(5);
        for (const { category, bail, refusal } of points) {
          const within = (trial: TrialRecord): boolean => trial.category === category;
          const exits = of(condition).filter((trial) => within(trial) && inRate.has(trial.outcome));
          expect(bail).toBeCloseTo(
            shareOf(exits, ({ outcome }) => outcome === 'bail'),
            12,
          );
          expect(refusal).toBeCloseTo(
            shareOf(
              of(refusalsOf).filter((trial) => within(trial) && isRead(trial)),
              refuses,
            ),
            12,
          );
        }
        const [x, y] = [points.map(({ refusal }) => refusal), points.map(({ bail }) => bail)];
        expect(found.value).toBe(pearson(x, y).value);
        if (found.value !== null && found.p !== null) expect(found.pAdjusted).toBeGreaterThanOrEqual(found.p);
      }
      const tested = categoryCorrelations.filter(({ pearson: found }) => found.p !== null);
      // 120 points of five categories; those that have no coefficient, as nothing is left, take up none of them.
      expect(tested).toHaveLength(
        Math.min(24, categoryCorrelations.filter(({ pearson: found }) => found.value !== null).length),
      );
      expect(Math.min(...tested.map(({ pearson: found }) => found.pAdjusted ?? 0))).toBeCloseTo(
        Math.min(1, tested.length * Math.min(...tested.map(({ pearson: found }) => found.p ?? 1))),
        12,
      );
    },
  );

  test('replies without a score are counted and warned of; a store without scores says nothing of refusals', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(6));
    await using store = openStore(folder.file('store.sqlite'));
    const study = { name: 'part', models: ['sim:even'], datasets: [{ name: 'csv', path: 'prompts.csv' }] } as const;
    const input = { ...study, models: [...study.models], datasets: [...study.datasets] };
    await runWith(store, { ...input, methods: ['baseline'] }, folder.path);
    expect((await told(store)).results.refusals).toMatchObject({ scorers: [], rates: [], together: [] });
    await runWith(store, { ...input, methods: ['baseline', 'bail-tool'] }, folder.path, {
      scoreReply: scoringOf(store, [lexicon]),
    });
    const { results } = await told(store);
    expect(results.refusals.scorers).toMatchObject([{ scored: 6, unscored: 6 }]);
    expect(results.refusals.rates[0]?.replies).toMatchObject({ unscored: 6, none: 0 });
    expect(results.warnings.join('\n')).toContain('6 first replies are not scored');
  });
});
