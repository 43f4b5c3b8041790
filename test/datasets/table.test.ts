import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { SourceItem } from '../../src/datasets/dataset.ts';
import { errorOf, file, lastText, readAll } from './temp-files.ts';

function withoutFile(item: SourceItem): unknown {
  return { ...item, at: item.at.line };
}

describe('a table of prompts', () => {
  it('gives one item a row, with id, category, cluster, system prompt and tags', async () => {
    const path = file(
      'csv',
      'id,prompt,category,cluster,system,tags\na1,Hello,greeting,g1,Be brief.,"lang:en, short"\n',
    );
    expect(await readAll({ name: 'csv', path })).toEqual([
      {
        name: 'a1',
        conversation: { system: 'Be brief.', messages: [{ role: 'user', text: 'Hello' }] },
        cutFrom: null,
        turn: 1,
        cluster: 'g1',
        category: 'greeting',
        twin: null,
        tags: ['lang:en', 'short'],
        at: { file: path, line: 2 },
      },
    ]);
  });

  it.each(['prompt', 'content', 'text', 'question', 'Prompt', ' TEXT '])('finds the prompt under %j', async (name) => {
    const [item] = await readAll({ name: 'csv', path: file('csv', `n,${name}\n1,Hello\n`) });
    expect(lastText(item)).toBe('Hello');
  });

  it('prefers prompt over content, and takes what columns names over both', async () => {
    const path = file('csv', 'content,prompt,mine\nc,p,m\n');
    expect((await readAll({ name: 'csv', path })).map(lastText)).toEqual(['p']);
    expect((await readAll({ name: 'csv', path, columns: { prompt: 'mine' } })).map(lastText)).toEqual(['m']);
  });

  it('takes subcategory for the cluster, and the item itself where there is none', async () => {
    const path = file('csv', 'text,subcategory\na,one\nb,\n');
    expect((await readAll({ name: 'csv', path })).map((item) => item.cluster)).toEqual(['one', 'line-3']);
  });

  it('names rows without an id by their line, also after fields of several lines and blank lines', async () => {
    const path = file('csv', 'text\n"one\ntwo"\n\nthree\n"four\n\nfive"\nsix\n');
    const items = await readAll({ name: 'csv', path });
    expect(items.map((item) => item.name)).toEqual(['line-2', 'line-5', 'line-6', 'line-9']);
    expect(items.map((item) => item.at.line)).toEqual([2, 5, 6, 9]);
    expect(items.map(lastText)).toEqual(['one\ntwo', 'three', 'four\n\nfive', 'six']);
  });

  it('reads a file with a byte order mark and Windows line ends like one without', async () => {
    const plain = 'text,category\n"one\ntwo",a\nthree,b\n';
    const windows = `\ufeff${plain.replaceAll('\n', '\r\n')}`;
    const one = await readAll({ name: 'csv', path: file('csv', plain) });
    const other = await readAll({ name: 'csv', path: file('csv', windows) });
    expect(other.map(withoutFile)).toEqual(one.map(withoutFile));
  });

  it('reads tab-separated files, where commas are text', async () => {
    const items = await readAll({ name: 'tsv', path: file('tsv', 'text\tcategory\nyes, no\tx\n') });
    expect(items.map((item) => [lastText(item), item.category])).toEqual([['yes, no', 'x']]);
  });

  it('reads BailBench with commas or tabs, and wants its three columns', async () => {
    const rows = [
      ['content', 'subcategory', 'category'],
      ['Say x', 'Sub', 'Cat'],
    ];
    for (const separator of [',', '\t']) {
      const path = file('txt', `${rows.map((row) => row.join(separator)).join('\n')}\n`);
      const [item] = await readAll({ name: 'bailbench', path });
      expect([lastText(item), item?.cluster, item?.category]).toEqual(['Say x', 'Sub', 'Cat']);
    }
    const error = await errorOf({ name: 'bailbench', path: file('csv', 'content,category\na,b\n') });
    expect(error.message).toContain('subcategory');
  });

  it('gives back any prompt that was written by the rules of RFC 4180', async () => {
    // What is only blank is an empty prompt, and CRLF is read as LF.
    const prompt = fc
      .string({ unit: 'grapheme', maxLength: 60 })
      .map((text) => text.replaceAll('\r\n', '\n').replaceAll('\0', ''))
      .filter((text) => text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(prompt, { minLength: 1, maxLength: 8 }), async (prompts) => {
        const path = file(
          'csv',
          `id,prompt\n${prompts.map((text, n) => `${n},"${text.replaceAll('"', '""')}"`).join('\n')}`,
        );
        expect((await readAll({ name: 'csv', path })).map(lastText)).toEqual(prompts);
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

describe('a mistake in a table is told with its line', () => {
  const cases: readonly [string, string, { readonly line: number; readonly says: RegExp }][] = [
    ['a missing prompt column', 'id,name\n1,x\n', { line: 1, says: /no column for the prompt/ }],
    ['a column twice', 'text,text\na,b\n', { line: 1, says: /"text" twice/ }],
    ['a row with a field too many', 'text,id\na,1\nb,2,3\n', { line: 3, says: /3 fields.*header has 2/ }],
    ['a row with a field too few', 'text,id\na,1\nb\n', { line: 3, says: /1 field, .*header has 2/ }],
    ['text after a closing quote', 'text,id\n"a"b,1\n', { line: 2, says: /after its closing quote/ }],
    ['a quote inside a plain field', 'text,id\na,1\nsay "x",2\n', { line: 3, says: /middle of a field/ }],
    ['a quote never closed', 'text,id\na,1\n\n"b,2\nc,3\n', { line: 4, says: /never closed/ }],
    [
      'a quote never closed after Windows line ends',
      'text\r\n"a\r\nb"\r\n"c\r\nd\r\n',
      { line: 4, says: /never closed/ },
    ],
    ['an empty prompt', 'text,id\na,1\n ,2\n', { line: 3, says: /prompt is empty/ }],
    ['an id twice', 'text,id\na,same\nb,other\nc,same\n', { line: 4, says: /"same" occurs twice: line 2/ }],
    ['an id that another row would get', 'text,id\na,line-3\nb,\n', { line: 2, says: /row without an id/ }],
    ['a NUL', 'text\na\nb\0c\n', { line: 3, says: /NUL/ }],
  ];
  it.each(cases)('%s', async (_, content, { line, says }) => {
    const path = file('csv', content);
    const error = await errorOf({ name: 'csv', path });
    expect(error.message).toMatch(says);
    expect(error.message.startsWith(`${path}:${line}: `)).toBe(true);
    expect(error.message).not.toContain('\n');
    expect(error.hint).not.toBe(undefined);
  });

  it('names the column that was probably meant', async () => {
    const path = file('csv', 'user_text,label\na,b\n');
    const error = await errorOf({ name: 'csv', path, columns: { prompt: 'user_txt' } });
    expect(error.message).toContain('Did you mean "user_text"?');
  });
});
