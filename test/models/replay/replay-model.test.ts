import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { leastLogProbability } from '../../../src/conversation/reply.ts';
import { requestHash } from '../../../src/conversation/request-hash.ts';
import { openReplayModel } from '../../../src/models/replay/open-replay-model.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { replaying, written, type Line } from '../../support/replaying.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const hash = 'a'.repeat(64);

describe('which reply a request gets', () => {
  test('that of its item, by name or by hash, and of its epoch', async () => {
    await using file = await replaying([
      { item: 'item-1', method: 'baseline', text: 'first' },
      { item: 'item-1', method: 'baseline', epoch: 2, text: 'second' },
      { item: hash, method: 'baseline', epoch: 3, text: 'third' },
    ]);
    expect(await file.textOf()).toBe('first');
    expect(await file.textOf({ epoch: 2 })).toBe('second');
    expect(await file.textOf({ epoch: 3 })).toBe('third');
    expect(await file.textOf({ epoch: 4 })).toBe(
      'missing: no reply in replies.jsonl for item "item-1" (baseline, epoch 4)',
    );
    expect(await file.textOf({ item: 'b'.repeat(64), itemName: 'item-2' })).toMatch(/^missing: .* item "item-2"/);
  });

  test('that of the request itself, before all others', async () => {
    const request = plainRequest('Hello.');
    await using file = await replaying([
      { item: 'item-1', method: 'baseline', text: 'by item' },
      { requestHash: requestHash(request), text: 'by request' },
    ]);
    expect(await file.textOf({}, request)).toBe('by request');
    expect(await file.textOf({}, plainRequest('Hello!'))).toBe('by item');
  });

  test('the answer in its own order, wording and lead-in; the reply before it is the baseline', async () => {
    const prompt = { item: 'item-1', method: 'bail-prompt' };
    await using file = await replaying([
      { ...prompt, step: 'reply', text: 'reply' },
      { ...prompt, step: 'answer', order: 'bail-first', text: 'bail first' },
      { ...prompt, step: 'answer', order: 'continue-first', text: 'continue first' },
      { ...prompt, step: 'answer', order: 'bail-first', wording: 'mine', text: 'in my words' },
      { ...prompt, step: 'answer', order: 'bail-first', leadIn: 'greeting', text: 'greeted' },
      { leadIn: 'asked', step: 'lead-in', text: 'what the lead-in gets' },
    ]);
    const answer = { method: 'bail-prompt', wording: 'default', step: 'answer', order: 'bail-first' } as const;
    expect(await file.textOf()).toBe('reply');
    expect(await file.textOf({ ...answer, step: 'reply' })).toBe('reply');
    expect(await file.textOf(answer)).toBe('bail first');
    expect(await file.textOf({ ...answer, order: 'continue-first' })).toBe('continue first');
    expect(await file.textOf({ ...answer, wording: 'mine' })).toBe('in my words');
    expect(await file.textOf({ ...answer, leadIn: 'greeting' })).toBe('greeted');
    expect(await file.textOf({ step: 'lead-in', leadIn: 'asked', method: 'bail-tool' })).toBe('what the lead-in gets');
    expect(await file.textOf({ ...answer, wording: 'other' })).toBe(
      'missing: no reply in replies.jsonl for item "item-1" (bail-prompt, bail-first, wording other, epoch 1, answer)',
    );
  });

  test('a readout where one is asked for, and only there', async () => {
    const line = { item: 'item-1', method: 'bail-prompt', step: 'answer', order: 'bail-first' };
    const readout = {
      texts: [
        { text: 'leave', logProbability: -1 },
        { text: 'stay', logProbability: null },
      ],
      precision: 'exact',
    };
    await using file = await replaying([
      { ...line, text: 'drawn' },
      { ...line, reply: { text: 'leave', readout } },
    ]);
    const context = { method: 'bail-prompt', wording: 'default', step: 'answer', order: 'bail-first' } as const;
    expect(file.model.traits.readout).toBe(true);
    expect((await file.ask(context)).text).toBe('drawn');
    const read = await file.ask(context, plainRequest('Hello.', { readout: ['leave', 'stay'] }));
    expect(read.readout?.texts.map((text) => text.logProbability)).toEqual([-1, leastLogProbability]);
  });

  test('a reply is whole: calls, reasoning, end and usage', async () => {
    const usage = { promptTokens: 5, completionTokens: 2, cachedTokens: 3 };
    await using file = await replaying([
      {
        item: 'item-1',
        method: 'baseline',
        reply: {
          text: 'Bye.',
          reasoning: 'hm',
          toolCalls: [
            { name: 'leave', arguments: { a: 1 } },
            { id: 'x', name: 'leave', arguments: '{"a":' },
          ],
          finish: 'length',
          finishRaw: 'max_tokens',
          usage,
          model: 'some-model',
        },
      },
      { item: 'item-1', method: 'baseline', epoch: 2, text: 'plain' },
    ]);
    expect(await file.ask()).toEqual({
      text: 'Bye.',
      reasoning: 'hm',
      toolCalls: [
        { id: null, name: 'leave', arguments: '{"a":1}' },
        { id: 'x', name: 'leave', arguments: '{"a":' },
      ],
      finish: 'length',
      finishRaw: 'max_tokens',
      usage,
      servedModel: 'some-model',
      fingerprint: null,
    });
    expect(await file.ask({ epoch: 2 })).toMatchObject({ text: 'plain', finish: 'other', usage: null });
  });
});

describe('what the model is', () => {
  const lines = [{ model: 'some-model' }, { item: 'item-1', method: 'baseline', text: 'ä\nb' }];

  test('its content and the name in the first line; packed or not is the same', async () => {
    using folder = tempFolder();
    folder.write('one.jsonl', written(lines));
    folder.write('two.jsonl.gz', gzipSync(written(lines)));
    folder.write('three.jsonl', `${written(lines)}\n`);
    const open = (name: string) => openReplayModel(`replay:${name}`, { baseDir: folder.path });
    const models = [await open('one.jsonl'), await open('two.jsonl.gz'), await open('three.jsonl')];
    const [one, two, three] = models.map((model) => model.identity);
    expect(one).toMatchObject({ protocol: 'replay', name: 'some-model' });
    expect(two).toEqual(one);
    expect(three).not.toEqual(one);
    for (const model of models) {
      const reply = await model.generate(plainRequest('Hello.'), callOptions());
      expect(reply.text).toBe('ä\nb');
      await model.close();
    }
  });

  test('thousands of lines are found again, wherever they stand', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => ({
      item: `item-${at}`,
      method: 'baseline',
      text: `${at} ${'ü'.repeat(at % 97)}`,
    }));
    await using file = await replaying(many);
    for (const at of [0, 1, 2499, 4998, 4999])
      expect(await file.textOf({ itemName: `item-${at}` })).toBe(many[at]?.text);
    expect(file.model.tally).toEqual({ replies: 5000, used: 5 });
  });

  test('replies that nothing asked for are told of on closing', async () => {
    const notices: string[] = [];
    const file = await replaying(
      ['one', 'two', 'item-1'].map((item) => ({ item, method: 'baseline', text: item })),
      { onNotice: (text) => notices.push(text) },
    );
    await file.ask();
    await file[Symbol.asyncDispose]();
    expect(notices).toEqual(['replies.jsonl: 2 of 3 replies were not asked for by this run']);
  });

  test('so are all of them, where not one fits what was asked; a file that was only opened is not told of', async () => {
    const notices: string[] = [];
    const misspelt = [{ item: 'itme-1', method: 'baseline', text: 'a' }];
    for (const isAsked of [true, false]) {
      const file = await replaying(misspelt, { onNotice: (text) => notices.push(text) });
      if (isAsked) expect(await file.textOf()).toMatch(/^missing: /);
      await file[Symbol.asyncDispose]();
    }
    expect(notices).toEqual(['replies.jsonl: 1 of 1 replies were not asked for by this run']);
  });
});

const deepJson = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000);

describe('a file that cannot be used', () => {
  const line = { item: 'item-1', method: 'baseline' };

  test.each<[string, readonly (Line | string)[], RegExp]>([
    ['a line that is not JSON', [{ ...line, text: 'a' }, '{"item": '], /replies\.jsonl:2: is not JSON/],
    ['a method nobody knows', [{ item: 'x', method: 'bail-tol', text: 'a' }], /replies\.jsonl:1: method: .*bail-tool/],
    ['a field nobody knows', [{ ...line, epcoh: 2, text: 'a' }], /epcoh: is not a field here.*epoch/],
    ['no reply', [line, { ...line, text: 'a' }], /replies\.jsonl:1: reply: expected either text or reply/],
    ['a reply twice', [{ ...line, text: 'a', reply: { text: 'a' } }], /expected either text or reply/],
    ['no item', [{ method: 'baseline', text: 'a' }], /item: is missing/],
    ['no method', [{ item: 'x', text: 'a' }], /method: is missing/],
    [
      'an answer without its order',
      [{ item: 'x', method: 'bail-prompt', step: 'answer', text: 'a' }],
      /order: is missing/,
    ],
    ['a bail prompt without its step', [{ item: 'x', method: 'bail-prompt', text: 'a' }], /step: is missing/],
    [
      'an answer to a question that is not asked',
      [{ ...line, step: 'answer', text: 'a' }],
      /only bail-prompt has an answer/,
    ],
    ['a hash that is none', [{ requestHash: 'xyz', text: 'a' }], /requestHash: expected 64/],
    ['a first line that says nothing of use', [{ model: 'm', temperature: 1 }], /temperature: is not a field/],
    ['nothing but a name', [{ model: 'm' }], /holds no reply/],
    ['nothing', [''], /holds no reply/],
    [
      'arguments nested without end',
      [`{"item":"x","method":"baseline","reply":{"toolCalls":[{"name":"a","arguments":${deepJson}}]}}`],
      /replies\.jsonl:1: is nested too deeply/,
    ],
    [
      'two replies to one thing',
      [
        { ...line, text: 'a' },
        { ...line, epoch: 2, text: 'a' },
        { ...line, item: 'item-1', text: 'b' },
      ],
      /replies\.jsonl:3: is another reply to what line 1 replies to/,
    ],
    [
      'a reply of the baseline that the bail prompt tells otherwise',
      [
        { ...line, text: 'a' },
        { ...line, method: 'bail-prompt', step: 'reply', text: 'b' },
      ],
      /line 1 replies to/,
    ],
  ])('%s', async (_, lines, words) => {
    const error = await replaying(lines).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ExitpollError' });
    expect(String(error)).toMatch(words);
  });

  test('all its mistakes are told at once', async () => {
    const error = (await replaying([{ item: 'x' }, { ...line, text: 'a' }, '[]']).catch(
      (thrown: unknown) => thrown,
    )) as Error;
    expect(error.message).toMatch(/jsonl:1:[^]*jsonl:3:/);
  });

  test('one that is not there, and one that is not packed as its name says', async () => {
    using folder = tempFolder();
    folder.write('plain.jsonl.gz', '{}');
    const open = (name: string) => openReplayModel(`replay:${name}`, { baseDir: folder.path });
    await expect(open('none.jsonl')).rejects.toThrow(/none\.jsonl: there is no such file/);
    await expect(open('.')).rejects.toThrow(/cannot be read: it is a folder/);
    await expect(open('plain.jsonl.gz')).rejects.toThrow(/plain\.jsonl\.gz: cannot be read: incorrect header/);
  });

  test('the same reply written twice is one', async () => {
    await using file = await replaying([
      { ...line, text: 'a' },
      { ...line, reply: { text: 'a' } },
    ]);
    expect(await file.textOf()).toBe('a');
  });
});

test('a file that changes under its readers is an error of the call, not of the program', async () => {
  using folder = tempFolder();
  folder.write('replies.jsonl', written([{ item: 'item-1', method: 'baseline', text: 'first' }]));
  const model = await openReplayModel('replay:replies.jsonl', { baseDir: folder.path });
  folder.write('replies.jsonl', '');
  await expect(model.generate(plainRequest('Hello.'), callOptions())).rejects.toMatchObject({
    kind: 'missing',
    message: expect.stringContaining('was changed'),
  });
  await model.close();
});
