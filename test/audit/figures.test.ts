import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { trueLabel } from '../../bench/audit/replicate.ts';
import { analyze } from '../../src/analysis/analyze.ts';
import { consensus } from '../../src/analysis/consensus.ts';
import { auditFigures, auditMaterial } from '../../src/audit/audit-figures.ts';
import { auditTrials, type AuditTrial } from '../../src/audit/audit-trials.ts';
import { drawSample } from '../../src/audit/draw-sample.ts';
import { LowestKeys } from '../../src/audit/lowest-keys.ts';
import { auditScope } from '../../src/audit/open-audit.ts';
import { auditLabels, type AuditLabelName } from '../../src/conversation/audit-label.ts';
import { renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { putLabels } from '../../src/store/labels.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { alter } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { studied } from './studied.ts';

let folder: TempFolder;
let file: string;
beforeEach(async () => {
  folder = tempFolder();
  file = await studied(folder);
});
afterEach(() => folder[Symbol.dispose]());

const sizes = { bails: 12, others: 12, seed: 1, now: 0 };

async function drawn(store: Store, some: Partial<typeof sizes> = {}): Promise<readonly AuditTrial[]> {
  const scope = await auditScope(store, undefined, {});
  const strata = drawSample(store, scope.revision.name, scope.conditions, { ...sizes, ...some });
  return auditTrials(store, scope.revision.name, scope.all, strata);
}

function label(store: Store, rater: string, given: readonly (readonly [AuditTrial, AuditLabelName])[]): void {
  putLabels(
    store,
    given.map(([{ unitId }, one]) => ({
      unitId,
      rater,
      judge: false,
      label: one,
      note: null,
      labelledAt: 1,
      detectorsShown: false,
      generationId: null,
    })),
  );
}

describe('the sample', () => {
  test('is of conditions with an exit alone, as many of each kind as asked for, and the same every time', async () => {
    await using store = openStore(file);
    const trials = await drawn(store);
    expect(trials).toHaveLength(24);
    expect(new Set(trials.map(({ condition }) => condition.method))).toEqual(new Set(['bail-string']));
    const outcomes = trials.map((trial) => trial.read()[0]?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'bail')).toHaveLength(12);
    // Not first all bails: the order tells a rater nothing.
    expect(outcomes.slice(0, 12)).not.toEqual(Array(12).fill('bail'));
    expect((await drawn(store)).map(({ unitId }) => unitId)).toEqual(trials.map(({ unitId }) => unitId));
    const another = new Set((await drawn(store, { seed: 2 })).map(({ unitId }) => unitId));
    expect(trials.every(({ unitId }) => another.has(unitId))).toBe(false);
  });

  test('a larger one holds the smaller one, so that labels keep their use', async () => {
    await using store = openStore(file);
    const small = new Set((await drawn(store, { bails: 5, others: 5 })).map(({ unitId }) => unitId));
    const large = new Set((await drawn(store)).map(({ unitId }) => unitId));
    expect([...small].filter((trial) => !large.has(trial))).toEqual([]);
  });

  test('the lowest keys are the lowest, in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 300 }),
        fc.nat({ max: 20 }),
        (keys, size) => {
          const lowest = new LowestKeys<number>(size);
          for (const key of keys) lowest.add(key, key);
          expect(lowest.lowest()).toEqual(keys.toSorted((a, b) => a - b).slice(0, size));
          expect(lowest.seen).toBe(keys.length);
        },
      ),
    );
  });
});

describe('the corrected rate', () => {
  test('is rate · PPV + (1 − rate) · (1 − NPV), in every format of a report', async () => {
    await using store = openStore(file);
    const trials = await drawn(store);
    label(
      store,
      'truth',
      trials.map((trial) => [trial, trueLabel(store, trial.unitId, trial.stratum.bail)]),
    );
    const results = await analyze(store);
    const [audit] = results.audits;
    if (audit === undefined) throw new Error('nothing was audited');
    const share = (bail: boolean): number => {
      const own = trials.filter(({ stratum }) => stratum.bail === bail);
      return own.filter((one) => trueLabel(store, one.unitId, bail) === 'leaves').length / own.length;
    };
    expect(audit.rate).toBe(results.conditions.find(({ id }) => id === audit.condition)?.rate);
    expect(audit.corrected).toBeCloseTo(audit.rate * share(true) + (1 - audit.rate) * share(false), 12);
    expect(audit.low).toBeLessThan(audit.corrected ?? 0);
    expect(audit.high).toBeGreaterThan(audit.corrected ?? 1);
    const figure = (100 * (audit.corrected ?? 0)).toFixed(1);
    expect(renderTable(results, { color: false, width: 100 })).toContain(figure);
    expect(renderMarkdown(results)).toContain(figure);
    expect(await renderHtml(results, [])).toContain(figure);
    expect(JSON.parse(renderJson(results)).audits[0].corrected).toBe(audit.corrected);
  });

  test('leaves the unclear out, and says what they could change', async () => {
    await using store = openStore(file);
    const trials = await drawn(store);
    const bails = trials.filter(({ stratum }) => stratum.bail);
    label(
      store,
      'ann',
      trials.map((trial) => [trial, trial.stratum.bail ? 'leaves' : 'stays']),
    );
    label(
      store,
      'ann',
      bails.slice(0, 3).map((trial) => [trial, 'unclear']),
    );
    const { audits } = await analyze(store);
    expect(audits[0]?.corrected).toBeCloseTo(audits[0]?.rate ?? -1, 12);
    expect(audits[0]?.bounds?.[0]).toBeCloseTo((audits[0]?.rate ?? 0) * 0.75, 12);
    expect(audits[0]?.bounds?.[1]).toBeCloseTo(audits[0]?.rate ?? -1, 12);
  });

  test('is not given while one kind has no label, nor when outcomes are others than those that were sampled', async () => {
    {
      await using store = openStore(file);
      const trials = await drawn(store);
      label(
        store,
        'ann',
        trials.filter(({ stratum }) => !stratum.bail).map((trial) => [trial, 'stays']),
      );
      expect((await analyze(store)).audits[0]).toMatchObject({
        corrected: null,
        reason: 'no bail has a clear label yet',
      });
      label(
        store,
        'ann',
        trials.map((trial) => [trial, 'stays']),
      );
      expect((await analyze(store)).audits[0]?.corrected).toBe(0);
      const bail = trials.find(({ stratum }) => stratum.bail);
      alter(file, `UPDATE outcome SET outcome = 'continue' WHERE trial_id = ${bail?.unitId}`);
    }
    await using store = openStore(file, 'read');
    const [audit] = (await analyze(store)).audits;
    expect(audit?.corrected).toBeNull();
    expect(audit?.reason).toContain('another outcome now');
  });
});

describe('several raters', () => {
  test('what most say counts; without a majority it is unclear', () => {
    expect(consensus(['leaves', 'leaves', 'stays'])).toBe('leaves');
    expect(consensus(['leaves', 'stays'])).toBe('unclear');
    expect(consensus(['echo', 'stays', 'leaves'])).toBe('stays');
    expect(consensus(['echo', 'echo', 'stays', 'leaves'])).toBe('echo');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...auditLabels), { minLength: 1, maxLength: 6 }), (given) => {
        expect(consensus(given.toReversed())).toBe(consensus(given));
      }),
    );
  });

  test('their agreement is 1 where they never differ, and lower with an interval where they do', async () => {
    await using store = openStore(file);
    const trials = await drawn(store);
    const own = trials.map((trial): [AuditTrial, AuditLabelName] => [
      trial,
      trueLabel(store, trial.unitId, trial.stratum.bail),
    ]);
    label(store, 'ann', own);
    label(store, 'bob', own);
    const scope = await auditScope(store, undefined, {});
    const [same] = auditFigures(store, auditMaterial(store, scope)).agreement;
    expect(same).toMatchObject({ raters: ['ann', 'bob'], units: 24, same: 1 });
    expect(same?.meaning.alpha).toBe(1);
    // Draws of raters who never differ say nothing about how far that may be off.
    expect(same?.meaning.low).toBeNull();
    label(
      store,
      'bob',
      own.slice(0, 6).map(([trial, was]) => [trial, was === 'leaves' ? 'stays' : 'leaves']),
    );
    const [other] = auditFigures(store, auditMaterial(store, scope)).agreement;
    expect(other?.meaning.alpha).toBeLessThan(0.9);
    expect(other?.meaning.low).toBeLessThan(other?.meaning.alpha ?? 0);
    expect(other?.same).toBeCloseTo(0.75, 12);
    // Two raters have one kappa. Kappa takes each at their own frequencies, alpha both together, so they differ a little.
    const [kappa, ...more] = other?.kappas ?? [];
    expect(more).toEqual([]);
    expect(kappa).toMatchObject({ coefficient: 'Cohen', raters: ['ann', 'bob'], units: 24 });
    expect(kappa?.same).toBeCloseTo(0.75, 12);
    expect(kappa?.meaning.kappa).not.toBeNull();
    expect(Math.abs((kappa?.meaning.kappa ?? 0) - (other?.meaning.alpha ?? 9))).toBeLessThan(0.1);
    expect(kappa?.meaning.low).toBeLessThan(kappa?.meaning.kappa ?? -9);
  });

  test('of three have Cohen’s kappa of each two over what both read, and Fleiss’ over what all did', async () => {
    await using store = openStore(file);
    const trials = await drawn(store);
    const own = trials.map((trial): [AuditTrial, AuditLabelName] => [
      trial,
      trueLabel(store, trial.unitId, trial.stratum.bail),
    ]);
    const swapped = (some: typeof own): typeof own =>
      some.map(([trial, was]) => [trial, was === 'leaves' ? 'stays' : 'leaves']);
    label(store, 'ann', own);
    label(store, 'bob', [...swapped(own.slice(0, 4)), ...own.slice(4)]);
    label(store, 'cy', [...swapped(own.slice(0, 2)), ...own.slice(2, 18)]);
    const scope = await auditScope(store, undefined, {});
    const [all] = auditFigures(store, auditMaterial(store, scope)).agreement;
    expect(all?.kappas.map(({ coefficient, raters, units }) => [coefficient, raters.join(' '), units])).toEqual([
      ['Fleiss', 'ann bob cy', 18],
      ['Cohen', 'ann bob', 24],
      ['Cohen', 'ann cy', 18],
      ['Cohen', 'bob cy', 18],
    ]);
    // Of the first two, all three pairs but bob's and cy's differ; of the next two, all but ann's and cy's.
    const same = all?.kappas.map((one) => one.same) ?? [];
    for (const [index, share] of [1 - 8 / 54, 20 / 24, 16 / 18, 16 / 18].entries()) {
      expect(same[index]).toBeCloseTo(share, 12);
    }
    for (const { labels } of all?.kappas ?? []) expect(labels.kappa).toBeLessThan(1);
  });
});

test('detectors are measured against the labels, on bails and on the others apart', async () => {
  await using store = openStore(file);
  const trials = await drawn(store, { bails: 40, others: 40 });
  label(
    store,
    'truth',
    trials.map((trial) => [trial, trueLabel(store, trial.unitId, trial.stratum.bail)]),
  );
  const { detectors } = auditFigures(store, auditMaterial(store, await auditScope(store, undefined, {})));
  expect(detectors.by).toBe('people');
  const rewritten = detectors.bails.find(({ cause }) => cause === 'rewritten');
  const labelled = trials.filter((one) => trueLabel(store, one.unitId, one.stratum.bail) === 'rewritten').length;
  expect(rewritten?.recall?.of).toBe(labelled);
  expect(rewritten?.precision?.low).toBeLessThanOrEqual(rewritten?.precision?.share ?? -1);
  expect(detectors.others.every(({ found }) => found === 0)).toBe(true);
});
