import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nextSorting, parseSorting, sortingText, sortRows } from '../../web/ui/table/sort-rows.ts';
import { tableCsv } from '../../web/ui/table/table-csv.ts';

interface Row {
  readonly name: string;
  readonly rate: number | null;
}

const columns = [
  { key: 'name', title: 'Name', value: (row: Row) => row.name },
  { key: 'rate', title: 'Rate', value: (row: Row) => row.rate, numeric: true },
] as const;

const anyRows = fc.array(
  fc.record({ name: fc.string({ unit: 'grapheme' }), rate: fc.option(fc.double({ noNaN: true })) }),
);

describe('sorting a table', () => {
  it('keeps every row, puts rows without a number last both ways, and orders the others', () => {
    fc.assert(
      fc.property(anyRows, fc.boolean(), (rows, down) => {
        const sorted = sortRows(rows, columns, { key: 'rate', down });
        expect(new Set(sorted)).toEqual(new Set(rows));
        const rates = sorted.map(({ rate }) => rate);
        const known = rates.filter((rate) => rate !== null);
        expect(rates.slice(0, known.length)).toEqual(known);
        for (const [index, rate] of known.slice(1).entries()) {
          const before = known[index] ?? 0;
          expect(down ? before >= rate : before <= rate).toBe(true);
        }
      }),
    );
  });

  it('leaves rows as they are without a sorting, or with one by no column', () => {
    const rows = [
      { name: 'b', rate: 1 },
      { name: 'a', rate: 2 },
    ];
    expect(sortRows(rows, columns, null)).toEqual(rows);
    expect(parseSorting('-colour', columns)).toBeNull();
    expect(parseSorting(null, columns)).toBeNull();
  });

  it('orders numbers within names as numbers', () => {
    const rows = ['model 10', 'model 9'].map((name) => ({ name, rate: null }));
    expect(sortRows(rows, columns, { key: 'name', down: false }).map(({ name }) => name)).toEqual([
      'model 9',
      'model 10',
    ]);
  });

  it('goes by clicks on one head through both directions and back to the rows’ own order', () => {
    for (const column of columns) {
      const first = nextSorting(null, column);
      const second = nextSorting(first, column);
      expect(first?.down).toBe(column.key === 'rate');
      expect(second?.down).toBe(column.key !== 'rate');
      expect(nextSorting(second, column)).toBeNull();
    }
  });

  it('is the same after it went through an address', () => {
    for (const key of ['name', 'rate']) {
      for (const down of [true, false]) {
        expect(parseSorting(sortingText({ key, down }), columns)).toEqual({ key, down });
      }
    }
  });
});

describe('a table as CSV', () => {
  it('has a head and every row, and no cell that a spreadsheet would run', () => {
    const rows = [
      { name: '=1+1', rate: -0.5 },
      { name: 'a,"b"', rate: null },
    ];
    expect(tableCsv({ columns, rows, rowKey: ({ name }) => name })).toBe('name,rate\r\n\'=1+1,-0.5\r\n"a,""b""",\r\n');
  });
});
