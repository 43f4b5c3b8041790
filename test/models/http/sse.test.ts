import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { eventReader, type ServerEvent } from '../../../src/models/http/sse.ts';

/** The events of a stream that arrives in these pieces. */
function read(...pieces: readonly (string | Uint8Array)[]): readonly ServerEvent[] {
  const events: ServerEvent[] = [];
  const reader = eventReader((event) => events.push(event));
  for (const piece of pieces) reader.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
  reader.end();
  return events;
}

const data = (...pieces: readonly string[]): readonly string[] => read(...pieces).map((event) => event.data);

describe('server-sent events', () => {
  test.each<[string, string, readonly string[]]>([
    ['line feeds', 'data: a\n\ndata: b\n\n', ['a', 'b']],
    ['carriage returns and line feeds', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
    ['carriage returns alone', 'data: a\r\rdata: b\r\r', ['a', 'b']],
    ['no blank after the colon', 'data:a\n\n', ['a']],
    ['one blank of several taken off', 'data:  a\n\n', [' a']],
    ['several lines of data', 'data: a\ndata: b\n\n', ['a\nb']],
    ['comments and other fields', ': ping\nid: 7\nretry: 10\ndata: a\n: pong\n\n: ping\n\n', ['a']],
    ['an event without data', 'event: ping\n\ndata: a\n\n', ['a']],
    ['an empty event', 'data\n\ndata: a\n\n', ['', 'a']],
    ['a byte order mark', '\ufeffdata: a\n\n', ['a']],
    ['an end without a blank line', 'data: a\n\ndata: b', ['a', 'b']],
    ['nothing', '', []],
  ])('with %s', (_, text, events) => expect(data(text)).toEqual(events));

  test('have the type that stands before them, and no later one', () => {
    expect(read('event: error\ndata: a\n\ndata: b\n\n')).toEqual([
      { type: 'error', data: 'a' },
      { type: 'message', data: 'b' },
    ]);
  });

  test('that are not UTF-8 are refused, in the middle and at the end', () => {
    expect(() => read(Buffer.from([0x64, 0xff, 0xfe]))).toThrow(TypeError);
    expect(() => read(Buffer.from([0x64, 0xe2, 0x82]))).toThrow(TypeError);
  });

  test('are the same however the bytes are cut', () => {
    const lines = fc.constantFrom('data: ä€🔄', 'data:b', ': c', 'event: error', '', 'data', 'x: y');
    const ends = fc.constantFrom('\n', '\r\n', '\r');
    const texts = fc
      .array(fc.tuple(lines, ends), { maxLength: 12 })
      .map((all) => all.map((line) => line.join('')).join(''));
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60), { maxLength: 6 }), (text, cuts) => {
        const bytes = Buffer.from(text);
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((to, index) => bytes.subarray(places[index], to));
        expect(read(...pieces)).toEqual(read(bytes));
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });
});
