import { describe, expect, test } from 'vitest';

import { progressLines } from '../../src/cli/progress.ts';
import { displayWidth } from '../../src/base/text-table.ts';
import type { ModelTallies, RunTallies, SpentTally } from '../../src/store/runs.ts';

const now = 1_800_000_000_000;
const nothing: SpentTally = { calls: 0, promptTokens: 0, completionTokens: 0, cachedTokens: 0, cost: 0 };

function model(rest: Partial<ModelTallies>): ModelTallies {
  return {
    label: 'some-model',
    planned: 1_000,
    before: 100,
    done: 400,
    pending: 500,
    bails: 31,
    errors: 0,
    errorsByKind: {},
    spent: { ...nothing, calls: 400, promptTokens: 60_000, completionTokens: 20_000, cost: 0.42 },
    spentOnFailed: nothing,
    gate: { limit: 16, inFlight: 14, waiting: 2, pausedUntil: null },
    perSecond: 10,
    givenUp: null,
    ...rest,
  };
}

function run(models: readonly ModelTallies[], rest: Partial<RunTallies> = {}): RunTallies {
  const sum = (field: 'planned' | 'before' | 'done' | 'bails' | 'errors'): number =>
    models.reduce((total, one) => total + one[field], 0);
  return {
    planned: sum('planned'),
    before: sum('before'),
    done: sum('done'),
    bails: sum('bails'),
    errors: sum('errors'),
    calls: 400,
    errorsByKind: {},
    spent: { ...nothing, calls: 400, promptTokens: 60_000, completionTokens: 20_000, cost: 0.42 },
    spentOnFailed: nothing,
    perSecond: 10,
    models,
    stoppedBy: null,
    stopping: null,
    ...rest,
  };
}

const red = (text: string): string => `<${text}>`;
const wide = { columns: 160, now, red };

describe('the line of a run', () => {
  test('says how far it is, how fast, how busy, and what it cost', () => {
    expect(progressLines(run([model({})]), 40, wide)).toEqual([
      '500 of 1,000 trials · 50 % · 10/s · 50 s left · in flight 14/16 · new bails 31 · 80.0k tokens · $0.42',
    ]);
  });

  test('names errors, pauses and what failed', () => {
    const gate = { limit: 4, inFlight: 0, waiting: 4, pausedUntil: now + 11_200 };
    const paused = run([model({ gate, errors: 2 })], { errorsByKind: { 'rate-limit': 14 } });
    expect(progressLines(paused, 40, wide)[0]).toContain('in flight 0/4 · paused 12 s · new bails 31 · <errors 2> ·');
    expect(progressLines(paused, 40, wide)[0]).toMatch(/ · rate-limit 14$/);
  });

  test('waits for the slowest model, and foretells nothing while one stands still', () => {
    const slow = model({ label: 'slow', perSecond: 0.5, pending: 60 });
    expect(progressLines(run([model({}), slow]), 0, wide)[0]).toContain('2 min 0 s left');
    const still = model({ label: 'still', perSecond: 0 });
    expect(progressLines(run([model({}), still]), 0, wide)[0]).not.toContain('left');
    // One that was given up holds nobody.
    const gone = model({ label: 'gone', perSecond: 0, givenUp: { message: 'wrong key', hint: null } });
    expect(progressLines(run([model({}), gone]), 0, wide)[0]).toContain('50 s left');
  });

  test.each([10, 24, 40, 79, 80, 120])('fits into a terminal of %i columns, whatever it has to say', (columns) => {
    const models = Array.from({ length: 3 }, (_, n) =>
      model({
        label: n === 0 ? 'ein sehr langer Name 模型模型模型模型模型模型模型模型 \u001b[2J'.repeat(2) : `m${n}`,
        errors: 12,
        errorsByKind: { 'rate-limit': { count: 1_400, examples: [] }, server: { count: 3, examples: [] } },
      }),
    );
    const lines = progressLines(run(models), 40, { ...wide, columns });
    expect(lines).toHaveLength(columns < 80 ? 1 : 4);
    for (const line of lines) {
      expect(displayWidth(line)).toBeLessThan(columns);
      expect(line).not.toContain('\u001b');
    }
  });

  test('has one line for each model above it where there are several and the terminal is tall enough', () => {
    const models = [
      model({ label: 'one' }),
      model({ label: 'another', givenUp: { message: 'wrong key', hint: null } }),
    ];
    const lines = progressLines(run(models), 4, wide);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^ {2}one {6}500 of 1,000 · 50 % · 10\/s · in flight 14\/16 · 80\.0k tokens · \$0\.42$/);
    expect(lines[1]).toContain('another  500 of 1,000 · 50 % · <given up>');
    expect(progressLines(run(models), 3, wide)).toHaveLength(1);
    expect(progressLines(run(models.slice(0, 1)), 40, wide)).toHaveLength(1);
  });
});
