import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { outcomes } from '../../src/conversation/outcome.ts';
import type { GridAnswer, GridCondition } from '../../src/server/wire/grid.ts';
import { packed, packedCounts, unpacked } from '../../src/server/wire/packed.ts';
import { datasetGrid, tallyOf, type DatasetGrid } from '../../web/pages/grid/grid-data.ts';
import { movedCell } from '../../web/pages/grid/map-keys.ts';
import { cellAt, firstRowBelow, headingHeight, mapLayout, type MapLayout } from '../../web/pages/grid/map-layout.ts';
import { meanOf, valuesOf, without } from '../../web/pages/grid/measures.ts';
import { fillOf, paletteOf } from '../../web/pages/grid/palette.ts';
import { rowGroups, rowKinds, rowSorts, type RowGroup } from '../../web/pages/grid/rows.ts';
import { svgSurface } from '../../web/pages/grid/svg-surface.ts';

const condition: Omit<GridCondition, 'outcomes' | 'bail' | 'refusals'> = {
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

/** Of each item how many of its four trials ended how: at most four counts that add up to four or less. */
const ended = fc.array(fc.constantFrom(...outcomes), { maxLength: 4 });

const answers = fc
  .array(
    fc.record({ ended: fc.array(ended, { minLength: 3, maxLength: 3 }), category: fc.integer({ min: -1, max: 2 }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((items) => ({ items, answer: answerOf(items) }));

function answerOf(items: readonly { ended: readonly (readonly string[])[]; category: number }[]): GridAnswer {
  return {
    datasets: [
      {
        dataset: 'd',
        items: items.map((_, index) => `item-${index}`),
        clusters: ['c0', 'c1'],
        clusterOf: packed(Int32Array.from(items, (_, index) => index % 2)),
        categories: ['first', 'second', 'third'],
        categoryOf: packed(Int32Array.from(items, ({ category }) => category)),
      },
    ],
    conditions: [0, 1, 2].map((place) => ({
      ...condition,
      id: `${place}-1`,
      outcomes: Object.fromEntries(
        outcomes.map((outcome) => [
          outcome,
          packedCounts(
            Uint32Array.from(items, (item) => (item.ended[place] ?? []).filter((one) => one === outcome).length),
          ),
        ]),
      ),
      bail: null,
      refusals: [],
    })),
    scorers: [],
  };
}

function gridOf(answer: GridAnswer): DatasetGrid {
  const grid = datasetGrid(answer, 'd');
  if (grid === null) throw new Error('there is no dataset d');
  return grid;
}

describe('packed numbers', () => {
  it('come out as they went in', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.uint16Array(), fc.int32Array(), fc.float32Array()), (numbers) => {
        expect([...unpacked(packed(numbers))]).toEqual([...numbers]);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 31 - 1)), (counts) => {
        expect([...unpacked(packedCounts(Uint32Array.from(counts)))]).toEqual(counts);
      }),
    );
  });
});

describe('the shares of a map', () => {
  it('are those of the trials, or say why there is none', () => {
    fc.assert(
      fc.property(answers, ({ items, answer }) => {
        for (const [place, column] of gridOf(answer).columns.entries()) {
          const values = valuesOf(column, 'bail', null, items.length);
          for (const [index, item] of items.entries()) {
            const own = item.ended[place] ?? [];
            const inRate = own.filter((one) => ['bail', 'continue', 'unparsed', 'truncated'].includes(one));
            const isAnswered = own.some((one) => one === 'bail' || one === 'continue');
            const share = own.filter((one) => one === 'bail').length / inRate.length;
            const wanted = own.length === 0 ? without.pending : isAnswered ? share : without.unanswered;
            expect(values[index]).toBeCloseTo(wanted, 6);
            const tally = tallyOf(column, [index]);
            expect(tally.pending).toBe(4 - own.length);
            expect(tally.planned).toBe(4);
          }
        }
      }),
    );
  });

  it('of several items are their mean, without those that have none', () => {
    expect(meanOf(Float32Array.of(0.5, without.pending, 1), [0, 1, 2])).toBe(0.75);
    expect(meanOf(Float32Array.of(without.pending, without.unanswered), [1, 0])).toBe(without.unanswered);
  });

  it('have a colour for exactly 0 that nothing above it has', () => {
    const palette = paletteOf(false);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
        const fill = fillOf(palette, value);
        expect(typeof fill).toBe('string');
        expect(fill === fillOf(palette, 0)).toBe(value === 0);
      }),
    );
  });
});

describe('the rows of a map', () => {
  it('hold every item once, whatever their order', () => {
    fc.assert(
      fc.property(
        answers,
        fc.constantFrom(...rowKinds),
        fc.constantFrom(...rowSorts),
        fc.boolean(),
        ({ items, answer }, kind, sort, grouped) => {
          const grid = gridOf(answer);
          const values = grid.columns.map((column) => valuesOf(column, 'bail', null, items.length));
          const [a, b] = values as [Float32Array, Float32Array];
          const groups = rowGroups(grid, { kind, sort, grouped, values, difference: [a, b] });
          const places = groups.flatMap(({ rows }) => rows.flatMap((row) => row.places));
          expect(places.toSorted((one, other) => one - other)).toEqual(items.map((_, index) => index));
        },
      ),
    );
  });

  it('by difference fall from where A leaves more to where B does, those without a share last', () => {
    fc.assert(
      fc.property(answers, ({ items, answer }) => {
        const grid = gridOf(answer);
        const values = grid.columns.map((column) => valuesOf(column, 'bail', null, items.length));
        const [a, b] = values as [Float32Array, Float32Array];
        const [group] = rowGroups(grid, {
          kind: 'items',
          sort: 'difference',
          grouped: false,
          values,
          difference: [a, b],
        });
        const keys = (group?.rows ?? []).map(({ places: [place = 0] }) => {
          const [inA = -1, inB = -1] = [a[place], b[place]];
          return inA < 0 || inB < 0 ? Number.NEGATIVE_INFINITY : inA - inB;
        });
        expect(keys).toEqual(keys.toSorted((one, other) => (one === other ? 0 : other - one)));
      }),
    );
  });
});

const layouts = fc
  .record({
    groups: fc.array(fc.record({ title: fc.option(fc.string()), rows: fc.integer({ min: 0, max: 30 }) }), {
      maxLength: 6,
    }),
    columns: fc.integer({ min: 1, max: 80 }),
    rowHeight: fc.constantFrom(3, 7, 16),
    columnWidth: fc.integer({ min: 9, max: 64 }),
  })
  .map(({ groups, ...rest }): MapLayout => {
    const rows = groups.map(({ title, rows: many }): RowGroup => ({
      title,
      rows: Array.from({ length: many }, (_, place) => ({ label: `${place}`, places: [place] })),
    }));
    return mapLayout(rows, { ...rest, gutter: 100, heads: { levels: [], height: 60 } });
  });

describe('the layout of a map', () => {
  it('finds every cell where it is painted, and nothing under headings', () => {
    fc.assert(
      fc.property(
        layouts,
        fc.nat(),
        fc.nat(),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (layout, row, column, inside) => {
          fc.pre(layout.rows.length > 0);
          const cell = { row: row % layout.rows.length, column: column % layout.columns };
          const x = layout.gutter + (cell.column + inside) * layout.columnWidth;
          expect(cellAt(layout, x, (layout.tops[cell.row] ?? 0) + inside * layout.rowHeight)).toEqual(cell);
          for (const { title, top } of layout.groups) {
            if (title !== null) expect(cellAt(layout, x, top + inside * headingHeight)).toBeNull();
          }
          expect(firstRowBelow(layout, layout.height)).toBe(layout.rows.length);
        },
      ),
    );
  });

  it('keeps the cursor on its cells, whatever keys are pressed', () => {
    const keys = fc.constantFrom(
      'ArrowUp',
      'ArrowDown',
      'ArrowLeft',
      'ArrowRight',
      'PageUp',
      'PageDown',
      'Home',
      'End',
      '[',
      ']',
      'x',
    );
    fc.assert(
      fc.property(
        layouts,
        fc.array(fc.record({ key: keys, ctrlKey: fc.boolean(), metaKey: fc.boolean() })),
        (layout, pressed) => {
          let cell = null as ReturnType<typeof movedCell>;
          for (const key of pressed) {
            cell = movedCell(layout, cell, key, 400) ?? cell;
            if (cell === null) continue;
            expect(cell.row).toBeGreaterThanOrEqual(0);
            expect(cell.row).toBeLessThan(layout.rows.length);
            expect(cell.column).toBeGreaterThanOrEqual(0);
            expect(cell.column).toBeLessThan(layout.columns);
          }
        },
      ),
    );
  });
});

describe('a map as SVG', () => {
  it('holds names as text, whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.constant('<script>"&\'</script>')), (name) => {
        const surface = svgSurface(100, 100);
        surface.text(name, 0, 0, { colour: '#000', size: 12, most: 10_000 });
        const inside = /<text[^>]*>([^]*)<\/text>/.exec(surface.svg())?.[1] ?? '';
        expect(inside).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });
});
