import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ConditionName } from '../../src/server/wire/conditions.ts';
import { columnHeads, togetherByName, type ColumnHeads } from '../../web/pages/grid/column-heads.ts';
import { placedHeads } from '../../web/pages/grid/placed-heads.ts';

const condition: ConditionName = {
  id: '1-1',
  model: 'm',
  simulated: false,
  dataset: 'd',
  method: 'bail-tool',
  order: null,
  readout: 'sampled',
  wording: 'default',
  leadIn: null,
  historyAuthor: 'dataset',
  replyAuthor: 'self',
  epochs: 4,
  unsupported: null,
};

/** Conditions in the order of a plan: of every model every method, of every method every wording. */
const planned = fc
  .record({
    models: fc.uniqueArray(fc.constantFrom('sim:even', 'org/model-7b', 'org/model-14b', 'm'), { minLength: 1 }),
    methods: fc.uniqueArray(fc.constantFrom<ConditionName['method']>('bail-tool', 'bail-string', 'placebo-tool'), {
      minLength: 1,
    }),
    wordings: fc.uniqueArray(fc.constantFrom('default', 'action=switch', 'a very long wording of its own'), {
      minLength: 1,
    }),
  })
  .map(({ models, methods, wordings }) =>
    models.flatMap((model) =>
      methods.flatMap((method) => wordings.map((wording) => ({ ...condition, model, method, wording }))),
    ),
  );

/** Everything that stands above a column, and what all share. */
function namesOver({ levels, labels, shared }: ColumnHeads, column: number): string {
  const over = levels.map(
    ({ bands }) => bands.find(({ from, columns }) => column >= from && column < from + columns)?.label,
  );
  return [...over, labels[column], shared].join(' ');
}

describe('the names above columns', () => {
  it('say what all share once, a model and a method over all columns of theirs, and the rest of each', () => {
    const wordings = ['default', 'action=switch'].map((wording) => ({ ...condition, wording }));
    const heads = columnHeads(
      ['m', 'n'].flatMap((model) =>
        (['bail-tool', 'bail-string'] as const).flatMap((method) =>
          wordings.map((one) => ({ ...one, model, method, leadIn: 'greeting', simulated: true })),
        ),
      ),
    );
    expect(heads.levels.map(({ name }) => name)).toEqual(['model', 'method']);
    expect(heads.levels[0]?.bands).toEqual([
      { label: 'm', from: 0, columns: 4 },
      { label: 'n', from: 4, columns: 4 },
    ]);
    expect(heads.levels[1]?.bands.map(({ label }) => label)).toEqual([
      'bail-tool',
      'bail-string',
      'bail-tool',
      'bail-string',
    ]);
    expect(heads.labels.slice(0, 2)).toEqual(['default', 'action=switch']);
    expect(heads.labelled).toEqual(['wording']);
    expect(heads.shared).toBe('simulated · lead-in greeting');
  });

  it('tell every condition from every other, and leave out nothing of it', () => {
    fc.assert(
      fc.property(planned, (conditions) => {
        const heads = columnHeads(conditions);
        const names = conditions.map((_, column) => namesOver(heads, column));
        expect(new Set(names).size).toBe(conditions.length);
        for (const [column, { model, method, wording }] of conditions.entries()) {
          for (const part of [model, method, wording]) expect(names[column]).toContain(part);
        }
      }),
    );
  });

  it('stand below each other, and lie only where they fit or are wide enough to be cut', () => {
    fc.assert(
      fc.property(planned, fc.integer({ min: 12, max: 200 }), (conditions, columnWidth) => {
        const { levels, height } = placedHeads(columnHeads(conditions), columnWidth);
        let top = 0;
        for (const level of levels) {
          expect(level.top).toBe(top);
          top += level.height;
          const narrowest = Math.min(...level.bands.map(({ columns }) => columns * columnWidth));
          if (level.bands.some(({ label }) => label !== '') && narrowest < 20) expect(level.turned).toBe(true);
        }
        expect(height).toBe(top);
      }),
    );
  });

  it('stand together where they are alike, each column once', () => {
    fc.assert(
      fc.property(
        planned.chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
        (shuffled) => {
          const together = togetherByName(shuffled, (one) => one);
          expect(new Set(together)).toEqual(new Set(shuffled));
          expect(together).toHaveLength(shuffled.length);
          const models = together.map(({ model }) => model).filter((model, index, all) => model !== all[index - 1]);
          expect(models).toEqual([...new Set(shuffled.map(({ model }) => model))]);
        },
      ),
    );
  });
});
