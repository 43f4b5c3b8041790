import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { LabelSession } from '../../src/audit/session.ts';

const order = [11, 12, 13, 14];

test('goes on where the rater stopped', () => {
  const session = new LabelSession(order, [12, 11]);
  expect(session.current).toBe(13);
  expect([session.done, session.left]).toEqual([2, 2]);
});

test('undo takes back the latest label, also one of an earlier session', () => {
  const session = new LabelSession(order, [12, 11]);
  session.labelled();
  expect(session.undo()).toBe(13);
  expect(session.undo()).toBe(11);
  expect(session.current).toBe(11);
  expect(session.undo()).toBe(12);
  expect(session.undo()).toBeNull();
});

test('a skipped trial comes again at the end; with nothing but skipped ones left it is over for now', () => {
  const session = new LabelSession(order, []);
  session.skip();
  expect(session.current).toBe(12);
  session.labelled();
  session.labelled();
  session.labelled();
  expect(session.current).toBe(11);
  expect(session.isOnlySkipped).toBe(false);
  session.skip();
  expect(session.isOnlySkipped).toBe(true);
  expect(session.left).toBe(1);
});

test('labels of trials that are no longer in the sample count for nothing', () => {
  expect(new LabelSession(order, [99]).done).toBe(0);
});

test('whatever keys are pressed, every trial is either labelled or left, none twice', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('label', 'skip', 'undo'), { maxLength: 60 }), (keys) => {
      const session = new LabelSession(order, []);
      const labels = new Set<number>();
      for (const key of keys) {
        if (key === 'label' && session.current !== null) {
          expect(labels.has(session.current)).toBe(false);
          labels.add(session.current);
          session.labelled();
        } else if (key === 'skip') session.skip();
        else if (key === 'undo') {
          const trial = session.undo();
          if (trial !== null) expect(labels.delete(trial)).toBe(true);
        }
        expect(session.done).toBe(labels.size);
        expect(session.done + session.left).toBe(order.length);
      }
    }),
  );
});
