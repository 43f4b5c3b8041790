import { expect, test } from 'vitest';

import { refusalScorers, studySchema, type StudyInput } from '../../src/study/schema.ts';

function scorersOf(rest: Partial<StudyInput>): readonly string[] {
  return refusalScorers(
    studySchema.parse({ name: 's', models: ['sim:even'], datasets: ['neutral'], methods: ['bail-tool'], ...rest }),
  );
}

test('replies are scored for refusals unasked only where there are baseline replies', () => {
  expect(scorersOf({ methods: ['baseline', 'bail-tool'] })).toEqual(['lexicon']);
  expect(scorersOf({ methods: [{ method: 'bail-prompt', orders: ['bail-first'] }] })).toEqual(['lexicon']);
  expect(scorersOf({ methods: ['bail-tool', 'bail-string', 'placebo-tool'] })).toEqual([]);
});

test('a study that names scorers, or none, has those', () => {
  expect(scorersOf({ refusals: ['lexicon'] })).toEqual(['lexicon']);
  expect(scorersOf({ methods: ['baseline'], refusals: [] })).toEqual([]);
});
