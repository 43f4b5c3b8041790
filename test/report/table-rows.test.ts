import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayWidth } from '../../src/base/text-table.ts';
import { layTable, type RowColumn } from '../../src/report/table-rows.ts';

const right = { align: 'right' } as const;
const columns: readonly RowColumn[] = [
  { title: '' },
  { title: 'rate', ...right, about: 'rate: of leaving.' },
  { title: '95 %', ...right, about: 'the interval.' },
  { over: 'neu-', title: 'tral', ...right, optional: 1, about: 'neutral: of plain items.' },
  { title: 'trials', ...right, optional: 2 },
];
const lines = [
  '  a model',
  ['    bail-prompt bail 1st, wording gentle', '12.3', '9.1–16.2', '1.0', '163'],
  ['    bail-prompt stay 1st, wording gentle', '12.3', '9.1–16.2', '1.0', '163'],
  '  another',
  ['    bail-prompt bail 1st, wording gentle', '12.3', '9.1–16.2', '1.0', '163'],
];

describe('a table on a terminal', () => {
  test('says what there was no room for, and explains what there is', () => {
    expect(layTable(columns, lines, 120)).toMatchObject({
      leftOut: [],
      about: ['rate: of leaving.', 'the interval.', 'neutral: of plain items.'],
    });
    expect(layTable(columns, lines, 40)).toMatchObject({
      leftOut: ['neutral', 'trials'],
      about: ['rate: of leaving.', 'the interval.'],
    });
  });

  test('cuts labels so that they stay told apart, and the same ones stay the same', () => {
    const { rows } = layTable(columns, lines, 50);
    const labels = rows.filter((row) => row.startsWith('    ')).map((row) => row.trim().split('  ')[0]);
    expect(labels).toEqual(['…bail 1st, wording gent…', '…stay 1st, wording gent…', '…bail 1st, wording gent…']);
  });

  test('puts cells below a label for which there is no room beside them', () => {
    const { head, rows } = layTable(columns.slice(0, 3), [['    bail-tool', '12.3', '9.1–16.2 cannot conclude']], 40);
    expect(head).toEqual(['      rate                      95 %']);
    expect(rows).toEqual(['    bail-tool\n      12.3  9.1–16.2 cannot conclude']);
  });

  test('takes as many lines for the cells of a row as fit', () => {
    const { head, rows } = layTable(
      columns.slice(0, 3),
      [['    bail-tool', '12.3 [9.1–16.2, fixed]', '1.0 to 2.0 or more']],
      40,
    );
    expect(head).toHaveLength(2);
    expect(rows).toEqual(['    bail-tool\n      12.3 [9.1–16.2, fixed]\n      1.0 to 2.0 or more']);
  });

  test('is never wider than the terminal where its needed cells fit', () => {
    const row = fc.tuple(
      fc.string({ maxLength: 60 }),
      fc.constantFrom('–', '12.3'),
      fc.constantFrom('–', '9.1–16.2 *'),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), fc.integer({ min: 40, max: 120 }), (body, width) => {
        const own = body.map(([label, ...cells]) => [label.replace(/[^\x20-\x7e]/g, ''), ...cells, '1.0', '163']);
        const { head, rows } = layTable(columns, own, width);
        for (const line of [...head, ...rows].flatMap((text) => text.split('\n'))) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
