import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readAll } from './temp-files.ts';

const shared = resolve('../shared/data');

describe.skipIf(!existsSync(shared))('published data', () => {
  it('BailBench: 1,630 prompts in 163 clusters of ten and 14 categories', async () => {
    const items = await readAll({ name: 'bailbench', path: resolve(shared, 'bailbench.csv') });
    const clusters = Map.groupBy(items, (item) => item.cluster);
    expect(items).toHaveLength(1630);
    expect(clusters.size).toBe(163);
    expect([...clusters.values()].every((members) => members.length === 10)).toBe(true);
    expect(new Set(items.map((item) => item.category)).size).toBe(14);
  });

  it('the tab-separated neutral prompts in the same columns', async () => {
    expect(await readAll({ name: 'bailbench', path: resolve(shared, 'neutral-wildchat.tsv') })).toHaveLength(59);
  });

  it('tables with rows of several lines', async () => {
    const xstest = await readAll({ name: 'csv', path: resolve(shared, 'xstest-gpt4.csv') });
    expect(xstest.length).toBe(450);
    expect(xstest.at(-1)?.name).toBe('v2-450');
    const columns = { prompt: 'user', cluster: 'conv_id' };
    const abuse = await readAll({ name: 'csv', path: resolve(shared, 'convabuse-train.csv'), columns });
    expect(abuse).toHaveLength(2501);
  });

  it('Anthropic HH: packed, each line a conversation of up to 18 turns of the user', async () => {
    const items = await readAll({ name: 'auto', path: resolve(shared, 'hh-rlhf-harmless-test.jsonl.gz') });
    expect(items).toHaveLength(2312);
    expect(Math.max(...items.map(({ turn }) => turn))).toBe(18);
    expect(new Set(items.map(({ cluster }) => cluster)).size).toBe(2312);
  });

  it('OpenAssistant: ways through 100 trees, which are the clusters', async () => {
    const items = await readAll({ name: 'auto', path: resolve(shared, 'oasst-en-100-trees.jsonl') });
    expect(new Set(items.map(({ cluster }) => cluster)).size).toBe(100);
    expect(items.every(({ tags }) => tags.includes('lang:en'))).toBe(true);
  });

  it('ShareGPT, and tool calls in its layout', async () => {
    expect(await readAll({ name: 'auto', path: resolve(shared, 'sharegpt-format.json') })).toHaveLength(500);
    const items = await readAll({ name: 'auto', path: resolve(shared, 'toolcalls-glaive.json') });
    expect(items).toHaveLength(300);
    expect(items.some(({ conversation }) => conversation.messages.some(({ role }) => role === 'tool'))).toBe(true);
  });

  it('Arena-Hard: the questions, and the answers of a model to the same', async () => {
    const questions = await readAll({ name: 'auto', path: resolve(shared, 'arena-hard/question.jsonl') });
    const answers = await readAll({ name: 'auto', path: resolve(shared, 'arena-hard/gpt-4-0613.jsonl') });
    const texts = new Map(questions.map(({ name, conversation }) => [name, conversation]));
    expect(answers).toHaveLength(500);
    for (const { name, conversation } of answers) expect(conversation).toEqual(texts.get(name));
  });
});
