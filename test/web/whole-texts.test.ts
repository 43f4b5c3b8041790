import { expect, it } from 'vitest';

import { withTextAt } from '../../web/pages/trial/whole-texts.ts';

it('puts a text where it was cut, and nothing else changes', () => {
  const trial = { record: { steps: [{ text: 'begin' }, { text: 'other' }], journal: null }, cut: ['x'] };
  const whole = withTextAt(trial, ['record', 'steps', '0', 'text'], 'begin and end');
  expect(whole).toEqual({
    ...trial,
    record: { ...trial.record, steps: [{ text: 'begin and end' }, { text: 'other' }] },
  });
  expect(trial.record.steps[0]?.text).toBe('begin');
  expect(whole.record.steps[1]).toBe(trial.record.steps[1]);
});

it('makes nothing where there is nothing', () => {
  expect(withTextAt({ a: 1 }, ['b', '__proto__'], 'text')).toEqual({ a: 1 });
});
