import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ConditionName } from '../../src/server/wire/conditions.ts';
import { presetGroups, presetText } from '../../src/server/wire/presets.ts';

const condition = fc.record<ConditionName>({
  id: fc.uuid(),
  model: fc.constantFrom('m', 'n'),
  simulated: fc.constant(false),
  dataset: fc.constantFrom('starter', 'neutral'),
  method: fc.constantFrom('baseline', 'bail-tool', 'bail-string', 'placebo-tool'),
  order: fc.constant(null),
  readout: fc.constant('sampled'),
  wording: fc.constantFrom('default', 'plain'),
  leadIn: fc.constantFrom(null, 'greeting'),
  historyAuthor: fc.constant('dataset'),
  replyAuthor: fc.constant('self'),
  epochs: fc.constant(1),
  unsupported: fc.constantFrom(null, null, null, 'no tools'),
});

describe('pairs worth comparing', () => {
  it('differ in the method, or the model, and share the items and all else; none is without trials', () => {
    fc.assert(
      fc.property(fc.uniqueArray(condition, { selector: ({ id }) => id, maxLength: 12 }), (conditions) => {
        for (const { title, presets } of presetGroups(conditions, [])) {
          for (const { a, b } of presets) {
            expect(a.unsupported ?? b.unsupported).toBeNull();
            const differs = (['model', 'dataset', 'method', 'wording', 'leadIn'] as const).filter(
              (key) => a[key] !== b[key],
            );
            expect(differs).toEqual([title === 'Method against method' ? 'method' : 'model']);
          }
        }
      }),
    );
  });

  it('are those that the results pair, in their direction', () => {
    const [a, b] = fc.sample(condition, { numRuns: 2, seed: 7 }).map((one) => ({ ...one, unsupported: null })) as [
      ConditionName,
      ConditionName,
    ];
    const [group] = presetGroups([b, a], [{ kind: 'lead-in', a: a.id, b: b.id }]);
    expect(group?.title).toContain('lead-in');
    expect(group?.presets).toEqual([{ a, b }]);
  });

  it('are named by what differs, then what they share', () => {
    const [one] = fc.sample(condition, 1) as [ConditionName];
    const text = presetText(
      { a: one, b: { ...one, method: 'bail-prompt' } },
      ({ model, method }) => `${model} · ${method}`,
    );
    expect(text).toBe(`${one.method} − bail-prompt · ${one.model}`);
  });
});
