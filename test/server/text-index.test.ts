import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Serving } from '../../src/server/serve.ts';
import type { TextPiece, TrialDetail } from '../../src/server/wire/trial-detail.ts';
import type { TrialFacets, TrialPage, TrialRow } from '../../src/server/wire/trial-page.ts';
import { openStore } from '../../src/store/store.ts';
import { modelOf, reply, runModelOf } from '../support/function-model.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, serveSmall } from '../support/viewer.ts';

/** What the model says to each prompt, by a word in it. */
const said: Readonly<Record<string, Partial<Parameters<typeof reply>[1]> & { text: string }>> = {
  rain: { text: 'It RAINS, and I would rather léave.' },
  bread: { text: '我想离开这个对话。', reasoning: 'The user asks about bread; nothing here is troubling.' },
  moon: { text: 'ฉันอยากออกจากการสนทนานี้ <b>leave</b> "OR" NEAR( * : ^' },
  chess: { text: `\0\ud800 ${'pawn '.repeat(50_000)} checkmate \udc00` },
  sea: { text: '', toolCalls: [{ id: null, name: 'end_conversation', arguments: '{"reason": "seasick"}' }] },
};

let folder: TempFolder;
let file: string;
let serving: Serving;
const model = modelOf(async ({ messages }) => {
  const prompt = messages[0]?.text ?? '';
  const word = Object.keys(said).find((one) => prompt.includes(one)) ?? '';
  const { text = 'Nothing to say.', ...rest } = said[word] ?? {};
  return reply(text, rest);
});
const fill = async (words: readonly string[]): Promise<void> => {
  folder.write('prompts.csv', ['content', ...words.map((word) => `Tell me of ${word} in the café`)].join('\n'));
  await using store = openStore(file);
  await runModelOf(store, folder.path, model, { methods: ['bail-tool'] });
};
const search = async (text: string, rest = ''): Promise<TrialPage> => {
  const path = `/api/trials?text=${encodeURIComponent(text)}${rest}`;
  for (let page: TrialPage | null = null; ;) {
    page = jsonOf<TrialPage>(await ask(serving.url, path));
    if (page.indexing === null) return page;
  }
};
const promptsOf = ({ rows }: TrialPage): readonly string[] =>
  rows.map(({ prompt }) => /of (\w+)/.exec(textOf(prompt))?.[1] ?? '').sort();
const textOf = (snippet: TrialRow['prompt']): string => snippet.map(({ text }) => text).join('');
const hitsOf = (snippet: TrialRow['prompt']): readonly string[] =>
  snippet.filter(({ hit }) => hit).map(({ text }) => text);

beforeAll(async () => {
  folder = tempFolder();
  file = folder.file('exitpoll.sqlite');
  await fill(['rain', 'bread', 'moon', 'chess', 'sea']);
  serving = await serveSmall(file, { cacheDir: folder.file('cache') });
}, 60_000);
afterAll(async () => {
  await serving[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

describe('a search of a store', () => {
  test.each([
    ['a word, case and accents aside', 'leave', ['moon', 'rain']],
    ['a word of all prompts', 'CAFE', ['bread', 'chess', 'moon', 'rain', 'sea']],
    ['words in different texts', 'bread troubling', ['bread']],
    ['words that stand together', '"rather leave"', ['rain']],
    ['the beginning of a word', 'check*', ['chess']],
    ['Chinese inside a sentence', '离开', ['bread']],
    ['Thai inside a sentence', 'สนทนา', ['moon']],
    ['a word behind 250,000 characters, a NUL and half a character', 'checkmate', ['chess']],
    ['a tool that was called, and what with', 'end_conversation seasick', ['sea']],
    ['what would be syntax of a database', '"OR" NEAR( * : ^', ['moon']],
    ['words that do not stand together', '"leave rather"', []],
    ['quotes without an end', '"rather', ['rain']],
    ['nothing at all', '!?', []],
  ])('finds %s', async (_, text, expected) => {
    expect(promptsOf(await search(text))).toEqual(expected);
  });

  test('looks only where it is told to', async () => {
    expect(promptsOf(await search('bread', '&place=reply'))).toEqual([]);
    expect(promptsOf(await search('bread', '&place=reasoning'))).toEqual(['bread']);
    expect(promptsOf(await search('bread', '&place=prompt&place=journal'))).toEqual(['bread']);
  });

  test('marks what was found, in the text as it is', async () => {
    const [rain] = (await search('leave rains')).rows;
    expect(hitsOf(rain!.reply)).toEqual(['RAINS', 'léave']);
    const [bread] = (await search('troubling')).rows;
    expect(bread?.elsewhere.map(({ place, snippet }) => [place, hitsOf(snippet)])).toEqual([
      ['reasoning', ['troubling']],
    ]);
  });

  test('counts what it finds like every other part of a filter', async () => {
    await search('leave');
    const facets = jsonOf<TrialFacets>(await ask(serving.url, '/api/trials/facets?text=leave'));
    expect(facets.outcome).toEqual([{ value: 'continue', trials: 2 }]);
  });
});

test('a text too long for an answer is cut there, and had whole in pieces', async () => {
  const { rows } = await search('checkmate');
  const address = `/api/trial/${rows[0]!.condition}/${rows[0]!.trial}`;
  const detail = jsonOf<TrialDetail>(await ask(serving.url, address));
  const at = detail.cut.findIndex(({ path }) => path.join('.') === 'record.steps.0.text');
  const whole = said['chess']!.text;
  expect(detail.cut[at]?.length).toBe(whole.length);
  expect(detail.record.steps[0]?.text.length).toBeLessThan(whole.length);
  let read = '';
  for (let from: number | null = 0; from !== null;) {
    const piece: TextPiece = jsonOf<TextPiece>(await ask(serving.url, `${address}/text/${at}?from=${from}`));
    read += piece.text;
    from = piece.next;
  }
  expect(read).toBe(whole);
  expect((await ask(serving.url, `${address}/text/99`)).status).toBe(400);
});

describe('the index', () => {
  const indexFile = (): string => {
    const folderOfIt = folder.file('cache/texts');
    return join(
      folderOfIt,
      readdirSync(folderOfIt).find((name) => name.endsWith('.sqlite'))!,
    );
  };

  test('is the user’s alone, and holds no store', () => {
    expect(statSync(folder.file('cache/texts')).mode & 0o077).toBe(0);
    expect(readdirSync(folder.path)).toContain('exitpoll.sqlite');
  });

  test('takes in what is stored later', { timeout: 60_000 }, async () => {
    await fill(['rain', 'bread', 'moon', 'chess', 'sea', 'lamps']);
    await serving[Symbol.asyncDispose]();
    serving = await serveSmall(file, { cacheDir: folder.file('cache') });
    expect(promptsOf(await search('lamps'))).toEqual(['lamps']);
    expect(promptsOf(await search('leave'))).toEqual(['moon', 'rain']);
  });

  test('is made anew when it was damaged', { timeout: 60_000 }, async () => {
    await serving[Symbol.asyncDispose]();
    writeFileSync(indexFile(), 'no database at all');
    serving = await serveSmall(file, { cacheDir: folder.file('cache') });
    expect(promptsOf(await search('leave'))).toEqual(['moon', 'rain']);
  });
});
