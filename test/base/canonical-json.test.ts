import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalJson, type Json } from '../../src/base/canonical-json.ts';
import { contentHash } from '../../src/base/hash.ts';

const json = fc.jsonValue() as fc.Arbitrary<Json>;

describe('canonical JSON', () => {
  it('reads back as the value it was made of', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 1 },
    );
  });

  it('is the same whatever order the keys were written in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
        expect(contentHash(reversed)).toBe(contentHash(object));
      }),
      { seed: 2 },
    );
  });

  it('leaves out what is undefined, and keeps a lone surrogate apart from its replacement', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(contentHash('\ud800')).not.toBe(contentHash('\ufffd'));
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
    expect(() => canonicalJson([Infinity])).toThrow(TypeError);
  });
});
