import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';

import { ExitpollError } from '../../src/base/errors.ts';
import { ReadingTally } from '../../src/datasets/reading-tally.ts';
import { parquetInThread } from '../../src/datasets/records/parquet-thread.ts';
import { writeChatParquet, type ChatRow } from '../support/chat-parquet.ts';
import { errorOf, file, folder, readAll } from './temp-files.ts';

const row = (index: number): ChatRow => ({
  conversation_hash: `h${index}`,
  language: index % 2 === 0 ? 'English' : 'German',
  hashed_ip: `ip${index % 7}`,
  toxic: index % 5 === 0,
  turns: Array.from({ length: 1 + (index % 4) }, (_, turn) => `turn ${turn} of ${index} 漢😀`),
});
const rows = Array.from({ length: 1000 }, (_, index) => row(index));

function chatFile(some: readonly ChatRow[], options: Parameters<typeof writeChatParquet>[2] = {}): string {
  const path = file('parquet', '');
  writeChatParquet(path, some, options);
  return path;
}

describe('Parquet', () => {
  it.each([
    ['with an offset index, in groups of 64', { rowGroupSize: 64 }],
    ['without one, in one group', { rowGroupSize: 5000, offsetIndex: false }],
    ['with small pages', { rowGroupSize: 400, pageSize: 500 }],
  ])('gives every row once, in order, %s', async (_, options) => {
    const items = await readAll({ name: 'auto', path: chatFile(rows, options) });
    expect(items.map(({ name }) => name)).toEqual(rows.map(({ conversation_hash: hash }) => hash));
    for (const [index, item] of items.entries()) {
      const last = row(index).turns.findLastIndex((_text, turn) => turn % 2 === 0);
      expect(item.conversation.messages.map(({ text }) => text)).toEqual(row(index).turns.slice(0, last + 1));
      expect(item.cluster).toBe(`user-ip${index % 7}`);
    }
  });

  it('is read over several files, by a glob', async () => {
    writeChatParquet(`${folder}/train-00000-of-00002.parquet`, rows.slice(0, 10));
    writeChatParquet(`${folder}/train-00001-of-00002.parquet`, rows.slice(10, 25));
    const items = await readAll({ name: 'wildchat', path: 'train-*.parquet' });
    expect(items.map(({ name }) => name)).toEqual(rows.slice(0, 25).map(({ conversation_hash: hash }) => hash));
  });

  it('can be cut, filtered and stopped like any other file', async () => {
    const path = chatFile(rows);
    const tally = new ReadingTally('w');
    const filter = { language: 'en', flagged: 'none', minTurns: 2 } as const;
    const items = await readAll({ name: 'auto', path, filter }, tally.options());
    expect(items.every(({ tags, turn }) => tags.includes('lang:en') && !tags.includes('flagged') && turn >= 2)).toBe(
      true,
    );
    const { leftOut } = tally.counts;
    expect(items.length + Object.values(leftOut).reduce((sum, count) => sum + count, 0)).toBe(1000);
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(readAll({ name: 'auto', path }, { signal: stop.signal })).rejects.toThrow('enough');
  });

  it('whose column was renamed says what columns there are', async () => {
    const path = file('parquet', '');
    writeChatParquet(path, rows.slice(0, 3), { conversation: 'chat' });
    const error = await errorOf({ name: 'wildchat', path });
    expect(error.message).toMatch(/:1: conversation: is missing/);
    expect((await errorOf({ name: 'auto', path })).message).toMatch(/none of the forms we know; they have: .*"chat"/);
    expect(await readAll({ name: 'wildchat', path, renamed: { conversation: 'chat' } })).toHaveLength(3);
  });

  it('of rows with a text field alone holds prompts', async () => {
    const columnData = [{ name: 'prompt', data: ['a', 'b'], type: 'STRING' as const }];
    const path = file('parquet', new Uint8Array(parquetWriteBuffer({ columnData })));
    expect((await readAll({ name: 'auto', path })).map(({ conversation }) => conversation.messages[0]?.text)).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('a damaged Parquet file', () => {
  it('gives one clear line wherever it is damaged or cut, never a stack and never a wait without end', async () => {
    const whole = readFileSync(chatFile(rows.slice(0, 60), { rowGroupSize: 20 }));
    // Among them places at which the library goes in circles.
    const known: [number, number, boolean][] = [21, 678, 705, 1666, 2029, 2113].map((at) => [at, 0, false]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, isCut) => {
        const bytes = Buffer.from(isCut ? whole.subarray(0, at) : whole);
        if (!isCut) bytes[at] = byte;
        const path = file('parquet', bytes);
        try {
          for await (const block of parquetInThread(path, path, null, 400)({})) expect(block.length).toBeGreaterThan(0);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ExitpollError);
          expect((thrown as ExitpollError).message).not.toContain('\n');
        }
      }),
      { seed: 3, numRuns: 12, examples: known },
    );
  }, 180_000);

  it.each([
    ['a text called so', 'not parquet at all, just text'],
    ['no bytes but its mark', 'PAR1'],
    [
      'a footer that lies about its length',
      Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(100), Buffer.from('ffffff7f50415231', 'hex')]),
    ],
  ])('%s', async (_, bytes) => {
    expect((await errorOf({ name: 'wildchat', path: file('parquet', bytes) })).message).toMatch(
      /is no Parquet file, or a damaged one/,
    );
  });
});
