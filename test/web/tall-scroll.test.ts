import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  isStuck,
  mostPixels,
  physicalHeight,
  revealing,
  scrolled,
  scrollFor,
  type TallScroll,
  type TallSizes,
} from '../../web/ui/tall-list/tall-scroll.ts';

const view = 700;
const short: TallSizes = { list: 70_000, view };
const tall: TallSizes = { list: 76_000_000, view };
const top: TallScroll = { physical: 0, virtual: 0 };

/** The list after its reader moved the element by steps, put right whenever it is stuck. */
function afterSteps(sizes: TallSizes, from: TallScroll, steps: readonly number[]): TallScroll {
  let at = from;
  for (const step of steps) {
    const physical = Math.min(Math.max(0, at.physical + step), physicalHeight(sizes) - sizes.view);
    at = scrolled(sizes, at, physical);
    if (isStuck(sizes, at)) at = scrollFor(sizes, at.virtual);
  }
  return at;
}

describe('a list of any height', () => {
  it('is scrolled as it is where browsers can lay it out', () => {
    expect(physicalHeight(short)).toBe(70_000);
    expect(scrolled(short, top, 12_345)).toEqual({ physical: 12_345, virtual: 12_345 });
  });

  it('is never laid out taller than browsers can', () => {
    expect(physicalHeight(tall)).toBe(mostPixels);
  });

  it('moves pixel by pixel with the wheel, and to the same fraction with the bar', () => {
    expect(scrolled(tall, top, 100).virtual).toBe(100);
    const half = scrolled(tall, top, (mostPixels - view) / 2);
    expect(half.virtual).toBeCloseTo((tall.list - view) / 2);
    expect(scrolled(tall, half, half.physical - 80).virtual).toBeCloseTo(half.virtual - 80);
  });

  it('can be scrolled to both ends by small steps alone', () => {
    const steps = Array.from({ length: 500 }, () => 600);
    const nearEnd = scrollFor(tall, tall.list - view - 250_000);
    expect(afterSteps(tall, nearEnd, steps).virtual).toBe(tall.list - view);
    expect(
      afterSteps(
        tall,
        scrollFor(tall, 250_000),
        steps.map((step) => -step),
      ).virtual,
    ).toBe(0);
  });

  it('stays within itself, whatever is done', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(fc.oneof(fc.integer({ min: -800, max: 800 }), fc.integer({ min: -9e6, max: 9e6 })), { maxLength: 30 }),
        (rows, steps) => {
          const sizes = { list: rows * 76, view };
          const { virtual } = afterSteps(sizes, top, steps);
          expect(virtual).toBeGreaterThanOrEqual(0);
          expect(virtual).toBeLessThanOrEqual(Math.max(0, sizes.list - view));
        },
      ),
    );
  });

  it('brings any row into view, and moves nothing for one that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.nat(tall.list - view), (row, from) => {
        const at = revealing(tall, from, row * 76, row * 76 + 76);
        expect(at).toBeLessThanOrEqual(row * 76);
        expect(at + view).toBeGreaterThanOrEqual(row * 76 + 76);
        expect(revealing(tall, at, row * 76, row * 76 + 76)).toBe(at);
      }),
    );
  });
});
