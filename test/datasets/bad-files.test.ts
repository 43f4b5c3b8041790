import { once } from 'node:events';
import { chmodSync, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

import { describe, expect, it } from 'vitest';

import { errorOf, file, folder, readAll } from './temp-files.ts';

/** Writes a start and then so many megabytes of filling, without holding them in memory. */
async function bigFile(name: string, start: string, megabytes: number, filling: string): Promise<string> {
  const path = join(folder, name);
  const stream = createWriteStream(path);
  stream.write(start);
  const chunk = filling.repeat(Math.floor((1024 * 1024) / filling.length));
  for (let written = 0; written < megabytes; written += 1) {
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
  stream.end('\n');
  await finished(stream);
  return path;
}

describe('a file that is no dataset gives one clear line', () => {
  it.each(['csv', 'tsv', 'jsonl'] as const)('an empty %s', async (name) => {
    for (const content of ['', '\n\n']) {
      const error = await errorOf({ name, path: file(name, content) });
      expect(error.message).toMatch(/is empty/);
    }
  });

  it('a header without rows', async () => {
    const error = await errorOf({ name: 'csv', path: file('csv', 'prompt,id\n') });
    expect(error.message).toMatch(/header but no rows/);
  });

  it('a path where nothing is, relative to the study', async () => {
    const error = await errorOf({ name: 'csv', path: 'no/such.csv' });
    expect(error.message).toContain(`${join(folder, 'no/such.csv')}: there is no such file`);
  });

  it('a folder', async () => {
    expect((await errorOf({ name: 'jsonl', path: folder })).message).toMatch(/is a folder/);
  });

  it.skipIf(process.getuid?.() === 0)('a file without permission', async () => {
    const path = file('csv', 'text\na\n');
    chmodSync(path, 0o000);
    expect((await errorOf({ name: 'csv', path })).message).toMatch(/may not be read/);
  });

  it('a file packed in a way we do not read', async () => {
    expect((await errorOf({ name: 'jsonl', path: file('jsonl.zip', 'x') })).message).toMatch(/packed in a way/);
  });

  it.each(['csv', 'jsonl'] as const)('bytes that are not UTF-8, in a %s', async (name) => {
    const start = name === 'csv' ? 'text\nfine\n' : '{"messages":[{"role":"user","content":"fine"}]}\n\n';
    const path = file(name, Buffer.concat([Buffer.from(`${start}Gr`), Buffer.from([0xfc]), Buffer.from('n\n')]));
    expect((await errorOf({ name, path })).message).toBe(`${path}:3: the line is not valid UTF-8.`);
  });

  it('UTF-16, as old spreadsheets save it', async () => {
    const path = file('csv', Buffer.from('\ufefftext\na\n', 'utf16le'));
    expect((await errorOf({ name: 'csv', path })).message).toMatch(/:1: the file is UTF-16/);
  });

  it('characters of several bytes are whole wherever the file is cut into blocks', async () => {
    const text = '€ü漢😀'.repeat(60_000);
    const [item] = await readAll({ name: 'csv', path: file('csv', `text\n"${text}"\n`) });
    expect(item?.conversation.messages).toEqual([{ role: 'user', text }]);
  });
});

describe('50 MB in one field', () => {
  const limit = 150 * 1024 * 1024;
  const cases = [
    ['csv', 'text,id\nshort,1\n\nlong ', 'abcdefgh', 4],
    ['csv', 'text,id\n"a\nb",1\n"the quote is never closed\n', 'many lines, each short\n', 4],
    ['jsonl', '{"messages":[{"role":"user","content":"a"}]}\n{"messages":[{"role":"user","content":"', 'abcdefgh', 2],
  ] as const;
  it.each(cases)('names the line and does not fill the memory (%s, %j)', async (name, start, filling, line) => {
    const path = await bigFile(`big.${name}`, start, 50, filling);
    const before = process.memoryUsage().rss;
    const error = await errorOf({ name, path });
    expect(error.message).toBe(
      name === 'csv'
        ? `${path}:${line}: the row that starts here is longer than 4 MiB.`
        : `${path}:${line}: the record that starts here is longer than 32 MiB.`,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(limit);
  });
});
