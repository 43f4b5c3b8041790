import { constants, gzipSync, zstdCompressSync } from 'node:zlib';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ReadingTally } from '../../src/datasets/reading-tally.ts';
import { ValueSplitter } from '../../src/datasets/records/json-values.ts';
import type { FileRecord } from '../../src/datasets/records/record.ts';
import { ZstdFrames } from '../../src/datasets/zstd-frames.ts';
import { errorOf, file, lastText, readAll } from './temp-files.ts';

const seed = { seed: 6, numRuns: 300 };
const line = (content: string): string => JSON.stringify({ messages: [{ role: 'user', content }] });

/** What a splitter finds in a text that comes in pieces of these lengths. */
function split(text: string, lengths: readonly number[]): readonly FileRecord[] {
  const splitter = new ValueSplitter();
  const bytes = Buffer.from(text);
  const found: FileRecord[] = [];
  let start = 0;
  for (const length of [...lengths, bytes.length]) {
    found.push(...splitter.take(bytes.subarray(start, start + length)));
    start += length;
  }
  return [...found, ...splitter.end()];
}

const object = fc.dictionary(fc.string({ unit: 'binary', maxLength: 5 }), fc.jsonValue({ maxDepth: 3 }), {
  noNullPrototype: true,
});
const objects = fc.array(object, { maxLength: 6 });
const layout = fc.constantFrom(undefined, 1, '\t');
const cuts = fc.array(fc.nat(9), { maxLength: 60 });

describe('one JSON list', () => {
  it('gives its elements with their lines, however it is laid out and cut', () => {
    fc.assert(
      fc.property(objects, layout, cuts, (values, space, lengths) => {
        const text = `\n ${JSON.stringify(values, null, space)}\n`;
        const found = split(text, lengths);
        expect(found.map((one) => ('value' in one ? one.value : one))).toEqual(JSON.parse(JSON.stringify(values)));
        for (const { line: at } of found) expect(text.split('\n')[at - 1]?.trimStart()).toMatch(/^\[?\{/);
      }),
      seed,
    );
  });

  it('may be values one after another', () => {
    fc.assert(
      fc.property(objects, layout, cuts, (values, space, lengths) => {
        const text = values.map((value) => JSON.stringify(value, null, space)).join('\n');
        const found = split(text, lengths);
        expect(found.map((one) => ('value' in one ? one.value : one))).toEqual(JSON.parse(JSON.stringify(values)));
      }),
      seed,
    );
  });

  it('that is cut off gives what is whole, and says where the rest begins', () => {
    const text = '[\n{"a":1},\n{"b":[2,\n"x';
    expect(split(text, []).map((one) => ('value' in one ? one.value : `${one.line} ${one.problem.message}`))).toEqual([
      { a: 1 },
      '3 the file ends in the middle of the record that starts here.',
    ]);
  });

  it('with a bad element in the middle is read on behind it', () => {
    const found = split('[{"a":1}, {"b" 2}, {"c":3}] more', []);
    expect(found.map((one) => ('value' in one ? one.value : one.problem.message))).toEqual([
      { a: 1 },
      expect.stringMatching(/^the record is not valid JSON/),
      { c: 3 },
      'there is text after the end of the list.',
    ]);
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{}",:\\ \na1') }), cuts, (text, lengths) => {
        split(text, lengths);
      }),
      seed,
    );
  });
});

describe('a bad line in the middle', () => {
  const bad: readonly [string, string | Buffer, RegExp][] = [
    ['no JSON', '{"messages": [', /:2: the line is not valid JSON/],
    ['a NUL byte', '{"messages": \0}', /:2: the line holds a NUL byte/],
    ['no UTF-8', Buffer.from([0x22, 0xfc, 0x22]), /:2: the line is not valid UTF-8/],
    ['33 MiB', `{"messages": "${'x'.repeat(33 * 2 ** 20)}"}`, /:2: the record that starts here is longer than 32 MiB/],
    ['a number', '7', /:2: the record: expected/],
  ];
  it.each(bad)('(%s) ends the reading, or is left out and counted', async (_, content, says) => {
    const path = file(
      'jsonl',
      Buffer.concat([`${line('a')}\n`, content, `\n${line('b')}\n`].map((part) => Buffer.from(part))),
    );
    const error = await errorOf({ name: 'jsonl', path });
    expect(error.message).toMatch(says);
    expect(error.hint).toContain('badRecords: skip');
    const tally = new ReadingTally('x');
    const items = await readAll({ name: 'jsonl', path, badRecords: 'skip' }, tally.options());
    expect(items.map((item) => [item.name, lastText(item)])).toEqual([
      ['line-1', 'a'],
      ['line-3', 'b'],
    ]);
    expect(tally.counts).toMatchObject({ read: 3, leftOut: { 'bad-record': 1 } });
    expect(tally.counts.badRecords[0]).toMatch(says);
  });

  it('of a table is left out and counted too', async () => {
    const tally = new ReadingTally('x');
    const path = file('csv', 'text,id\na,1\nb\n,3\nd,4\n');
    const items = await readAll({ name: 'csv', path, badRecords: 'skip' }, tally.options());
    expect(items.map(({ name }) => name)).toEqual(['1', '4']);
    expect(tally.counts).toMatchObject({ read: 4, leftOut: { 'bad-record': 2 } });
  });

  it('does not hide a turn of 10 MB, which is read whole', async () => {
    const text = 'long '.repeat(2 ** 21);
    const [item] = await readAll({ name: 'auto', path: file('jsonl', line(text)) });
    expect(lastText(item)).toBe(text);
  });
});

describe('zstd frames', () => {
  it('are whole at their end and nowhere before, however they are made and cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 3000 }), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        cuts,
        (texts, checksum, lengths) => {
          const params = { [constants.ZSTD_c_checksumFlag]: checksum ? 1 : 0 };
          const skipped = Buffer.from('502a4d1803000000616263', 'hex');
          const packed = texts.map((one) => zstdCompressSync(Buffer.from(one), { params }));
          const bytes = Buffer.concat([skipped, ...packed]);
          const ends = new Set([
            0,
            ...[skipped, ...packed].map((_, index, all) => Buffer.concat(all.slice(0, index + 1)).length),
          ]);
          const frames = new ZstdFrames();
          let at = 0;
          for (const length of [...lengths, bytes.length]) {
            frames.take(bytes.subarray(at, at + length));
            at = Math.min(bytes.length, at + length);
            expect(frames.isWhole).toBe(ends.has(at));
          }
        },
      ),
      seed,
    );
  });
});

describe('packed files', () => {
  const text = Array.from({ length: 2000 }, (_, index) => line(`turn ${index} ${Math.sin(index)}`)).join('\n');
  it.each([
    ['gz', gzipSync],
    ['zst', zstdCompressSync],
  ] as const)('.%s is read as what is in it, whatever it is called', async (ending, pack) => {
    for (const name of [`jsonl.${ending}`, 'data']) {
      expect(await readAll({ name: 'auto', path: file(name, pack(Buffer.from(text))) })).toHaveLength(2000);
    }
    expect(
      await readAll({ name: 'auto', path: file(`csv.${ending}`, pack(Buffer.from('text\na\nb\n'))) }),
    ).toHaveLength(2);
  });

  const checked = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
  it.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['zstd', (bytes: Buffer) => zstdCompressSync(bytes, checked)],
  ] as const)('%s that is cut off or damaged is an error, not the end of the data', async (name, pack) => {
    const whole = pack(Buffer.from(text));
    const cut = await errorOf({ name: 'jsonl', path: file('jsonl.gz', whole.subarray(0, whole.length - 100)) });
    expect(cut.message).toContain(`the ${name} file is cut off`);
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 2000, 2100);
    const error = await errorOf({ name: 'jsonl', path: file('jsonl.gz', damaged), badRecords: 'skip' });
    expect(error.message).toMatch(new RegExp(`the ${name} (data is damaged|file is cut off)`));
  });
});
