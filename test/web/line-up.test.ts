import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { AuditSession } from '../../src/server/wire/audit.ts';
import { lineUp, withLabel } from '../../web/pages/audit/read/line-up.ts';

const session: AuditSession = { units: [7, 3, 9, 4], labels: [] };
const label = (id: number, labelledAt = id) => ({ id, label: 'stays', note: null, labelledAt }) as const;

test('what is read comes in the order of the sample, and what was skipped at the end', () => {
  expect(lineUp(session, [])).toMatchObject({ current: 7, following: 3, done: 0, total: 4, last: null });
  expect(lineUp(session, [7])).toMatchObject({ current: 3, following: 9 });
  expect(lineUp(session, [3, 9, 4, 7])).toMatchObject({ current: 3, isOnlySkipped: true });
});

test('a label taken back makes its trial the next one again', () => {
  const labelled = withLabel(withLabel(session, 7, label(7)), 3, label(3));
  expect(lineUp(labelled, [])).toMatchObject({ current: 9, done: 2, last: { id: 3 } });
  expect(lineUp(withLabel(labelled, 3, null), [])).toMatchObject({ current: 3, done: 1, last: { id: 7 } });
});

test('whatever is labelled and skipped, each unit is read once and none is lost', () => {
  const steps = fc.array(fc.constantFrom('label', 'skip', 'undo'), { maxLength: 60 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(99), { maxLength: 12 }), steps, (units, actions) => {
      let now: AuditSession = { units, labels: [] };
      let skipped: readonly number[] = [];
      for (const action of [...actions, ...units.map(() => 'label')]) {
        const { current, last } = lineUp(now, skipped);
        if (action === 'undo') {
          if (last !== null) now = withLabel(now, last.id, null);
        } else if (current !== null && action === 'label') now = withLabel(now, current, label(current));
        else if (current !== null) skipped = [...skipped.filter((one) => one !== current), current];
      }
      expect(new Set(now.labels.map(({ id }) => id))).toEqual(new Set(units));
      expect(now.labels.length).toBe(units.length);
      expect(lineUp(now, skipped)).toMatchObject({ current: null, done: units.length });
    }),
  );
});
