import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { renderJson } from '../../src/report/json.ts';
import { resultsJsonSchema } from '../../src/report/results-schema.ts';
import { sampleResults } from './sample.ts';

const schemaFile = readFileSync(new URL('../../docs/results.schema.json', import.meta.url), 'utf8');

describe('the JSON report', () => {
  const json = renderJson(sampleResults());

  test('reads back as the results, and ends with a line end', () => {
    expect(JSON.parse(json)).toEqual(sampleResults());
    expect(json.endsWith('}\n')).toBe(true);
  });

  test('has the same text whatever the order of the fields it was made from', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value === null || typeof value !== 'object') return value;
      const entries = Object.entries(value).toReversed();
      return Object.fromEntries(entries.map(([key, member]) => [key, key === 'settings' ? member : reversed(member)]));
    };
    expect(renderJson(reversed(sampleResults()) as ReturnType<typeof sampleResults>)).toBe(json);
  });

  test('holds no character that could act on a terminal', () => {
    expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/u);
  });

  test('a rate that is no number is refused rather than written', () => {
    const results = sampleResults();
    const [first, ...others] = results.conditions;
    const broken = { ...results, conditions: [{ ...first, rate: Number.NaN }, ...others] };
    expect(() => renderJson(broken as typeof results)).toThrow(z.ZodError);
  });

  test('fits the documented schema, which is the one in the code', () => {
    expect(JSON.parse(schemaFile)).toEqual(JSON.parse(resultsJsonSchema()));
    const documented = z.fromJSONSchema(JSON.parse(schemaFile));
    expect(documented.safeParse(JSON.parse(json)).error).toBeUndefined();
    expect(documented.safeParse({ ...JSON.parse(json), conditions: [{}] }).success).toBe(false);
  });
});
