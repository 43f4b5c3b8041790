import { describe, expect, test } from 'vitest';

import { ExitpollError } from '../../src/base/errors.ts';
import { openPrices, priceOf } from '../../src/run/prices.ts';
import { checkStudy } from '../../src/study/load.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A study's model with every default filled in. */
function entry(model: StudyInput['models'][number]) {
  const { study } = checkStudy({ name: 'x', models: [model], datasets: ['neutral'], methods: ['baseline'] }, '.');
  return study.models[0] ?? '';
}

const lines = [
  'models:',
  '  "openai:gpt-x": {input: 3, output: 15, cachedInput: 0.3}',
  '  "openai:gpt-*": {input: 2, output: 8}',
  '  "openai:*": {input: 1, output: 4}',
  '  "lab.example:8443/big/*": {input: 0.5, output: 0.5}',
  '  "api.openai.com/by-host": {input: 7, output: 7}',
];

describe('a list of prices', () => {
  test('is asked by reference, or by host and served name; a full name before the longest with a *', async () => {
    using folder = tempFolder();
    const book = await openPrices({ file: folder.write('prices.yaml', lines.join('\n')), env: {} });
    const input = (model: StudyInput['models'][number], host: string): number | undefined =>
      priceOf(entry(model), host, book)?.price.input;
    expect(input('openai:gpt-x', 'api.openai.com')).toBe(3);
    expect(input({ use: 'openai:gpt-x', name: 'mine' }, 'api.openai.com')).toBe(3);
    expect(input('openai:gpt-xl', 'api.openai.com')).toBe(2);
    expect(input('openai:o9', 'api.openai.com')).toBe(1);
    expect(input('openai:by-host', 'api.openai.com')).toBe(7);
    expect(input({ baseUrl: 'https://lab.example:8443/v1', model: 'big/one' }, 'lab.example:8443')).toBe(0.5);
    expect(input({ baseUrl: 'https://lab.example/v1', model: 'big/one' }, 'lab.example')).toBeUndefined();
    expect(input('groq:gpt-x', 'api.groq.com')).toBeUndefined();
  });

  test('gives way to the study, and costs nothing on this machine', async () => {
    using folder = tempFolder();
    const book = await openPrices({ file: folder.write('prices.yaml', lines.join('\n')), env: {} });
    const own = entry({ use: 'openai:gpt-x', price: { input: 9, output: 9 } });
    expect(priceOf(own, 'api.openai.com', book)).toEqual({
      price: { input: 9, output: 9, cachedInput: 9 },
      from: 'the study',
    });
    expect(priceOf('openai:gpt-x', 'api.openai.com', book)).toEqual({
      price: { input: 3, output: 15, cachedInput: 0.3 },
      from: folder.file('prices.yaml'),
    });
    expect(priceOf('sim:even', 'this machine', book)?.price).toEqual({ input: 0, output: 0, cachedInput: 0 });
    expect(priceOf('openai:gpt-x', 'api.openai.com', null)).toBeNull();
  });

  test('is found beside the file of keys, and need not be there', async () => {
    using folder = tempFolder();
    expect(await openPrices({ env: { EXITPOLL_CONFIG: folder.path } })).toMatchObject({ file: null });
    folder.write('prices.yaml', lines.join('\n'));
    for (const config of [folder.path, folder.file('keys.yaml')]) {
      const { file, models } = await openPrices({ env: { EXITPOLL_CONFIG: config } });
      expect([file, models.size]).toEqual([folder.file('prices.yaml'), 5]);
    }
  });

  test.each([
    [
      ['models: {"openai:x": {input: -1, output: 2}}'],
      /:1:\d+: models\.openai:x\.input: expected at least 0, found -1/,
    ],
    [['models:', '  "openai:x": {input: 1}'], /:2:\d+: models\.openai:x\.output: is missing/],
    [['models:', '  "openai:x": {input: 1, outputs: 2}'], /outputs: is not a field here\. Did you mean "output"\?/],
    [['models:', '  "open*ai": {input: 1, output: 2}'], /:2:3: .*a \* may only stand at the end/],
    [['models:', '  "gpt-x": {input: 1, output: 2}'], /:2:3: .*expected a model such as openai:NAME or host\/NAME/],
    [['model: {}'], /model: is not a field here\. Did you mean "models"\?/],
    [['models: ['], /is not valid YAML/],
  ])('with a mistake is refused with its line: %j', async (text, wanted) => {
    using folder = tempFolder();
    const file = folder.write('prices.yaml', text.join('\n'));
    const opened = openPrices({ file, env: {} });
    await expect(opened).rejects.toThrow(ExitpollError);
    await expect(opened).rejects.toThrow(wanted);
  });

  test('that is named must be there', async () => {
    await expect(openPrices({ file: '/nowhere/prices.yaml', env: {} })).rejects.toThrow('there is no such file');
  });

  test('of the examples can be read', async () => {
    const file = new URL('../../examples/prices.yaml', import.meta.url).pathname;
    const { models } = await openPrices({ file, env: {} });
    expect(models.get('openai:gpt-4o-mini')).toEqual({ input: 1, output: 4, cachedInput: 0.5 });
  });
});
