import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { NamesSeen } from '../../src/datasets/names-seen.ts';

test('every id is found where it first occurred, over several files and however many there are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat({ max: 3000 }), { maxLength: 1500 }), { minLength: 1, maxLength: 4 }),
      (files) => {
        const seen = new NamesSeen();
        const known = new Map<string, { file: string; line: number }>();
        for (const [number, ids] of files.entries()) {
          for (const [index, one] of ids.entries()) {
            const [id, at] = [`id ${one}`, { file: `file ${number}`, line: 2 * index + 1 }];
            expect(seen.has(id)).toBe(known.has(id));
            expect(seen.firstPlace(id, at)).toEqual(known.get(id) ?? null);
            if (!known.has(id)) known.set(id, at);
          }
        }
      },
    ),
    { seed: 11, numRuns: 30 },
  );
});
