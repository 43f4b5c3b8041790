import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { renderHtml } from '../../src/report/index.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';
import { completion } from '../support/chat-server.ts';
import { askedFor, requestKey } from '../support/exit-server.ts';
import { runWith, told } from '../support/library-run.ts';
import {
  startServer,
  type Behaviour,
  type MisbehavingServer,
  type ReceivedRequest,
} from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const { word } = defaultWordings['bail-string'];
const { tag, labels } = defaultWordings['bail-prompt'];
const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

/** One token every four characters. */
function said(text: string): Behaviour {
  const usage = { prompt_tokens: 10, completion_tokens: text.length / 4, total_tokens: 10 + text.length / 4 };
  return completion({ content: text }, { usage });
}

const line = 'So it goes on. '.repeat(4).padEnd(60, '.');

/** Leaves every other time: the word after 60 characters of 200, the answer at once and 60 characters after it. */
function talkative(request: ReceivedRequest): Behaviour {
  const leaves = Number.parseInt(requestKey(request).slice(0, 4), 16) % 2 === 0;
  const asked = askedFor(request);
  switch (asked) {
    case 'string':
      return said(leaves ? `${line}\n${word}\n${line}`.padEnd(200, '.') : line);
    case 'answer':
      return said(`<${tag}>${leaves ? labels.bail : labels.continue}</${tag}>\n${line}`.padEnd(88, '.'));
    case 'tool':
    case 'reply':
      return said(line);
    default:
      return asked satisfies never;
  }
}

describe('how long replies are', () => {
  let server: MisbehavingServer;
  beforeAll(async () => {
    server = await startServer(talkative);
  });
  afterAll(() => server.close());

  test('where exits come in them, and what comes after', async () => {
    folder.write('prompts.csv', promptsCsv(40));
    const study: StudyInput = {
      name: 'lengths',
      models: [{ baseUrl: server.baseUrl, model: 'talkative' }],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['baseline', 'bail-string', { method: 'bail-prompt', orders: ['bail-first'] }],
    };
    await using store = openStore(folder.file('store.sqlite'));
    await runWith(store, study, folder.path);
    const { results, trials } = await told(store);
    const [baseline, byWord, prompt] = results.lengths;
    expect(results.lengths.map(({ method, step }) => `${method} ${step}`)).toEqual([
      'baseline reply',
      'bail-string reply',
      'bail-prompt answer',
    ]);
    expect(baseline).toMatchObject({ replies: 40, tokens: { mean: 15, p50: 15, p99: 15 }, bailAt: null, after: null });

    const bails = results.conditions.find(({ method }) => method === 'bail-string')?.outcomes.bail ?? 0;
    expect(bails).toBeGreaterThan(5);
    const end = line.length + 1 + word.length;
    expect(byWord).toMatchObject({
      replies: 40,
      stopped: 0,
      hitLimit: 0,
      tokens: { mean: (bails * 50 + (40 - bails) * 15) / 40, p99: 50 },
      bailAt: { replies: bails, characters: { p50: end, p90: end, p99: end }, tokens: { p50: Math.ceil(end / 4) } },
    });
    const after = 50 - Math.ceil(end / 4);
    expect(byWord?.after?.bails).toBeCloseTo(after / 50, 12);
    expect(byWord?.after?.answers).toBeNull();
    expect(byWord?.after?.all).toBeCloseTo((bails * after) / (bails * 50 + (40 - bails) * 15), 12);
    // Both answers settle the bail prompt.
    expect(prompt?.after?.answers).toBeGreaterThan(0.6);
    expect(prompt?.after?.all).toBeCloseTo(prompt?.after?.answers ?? NaN, 12);
    expect(await renderHtml(results, trials)).toContain('Length of replies');
  });
});

describe('cut short', () => {
  const study: StudyInput = {
    name: 'early',
    models: ['sim:./sim.yaml'],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-tool', 'bail-string', { method: 'bail-prompt', orders: ['bail-first'] }],
    stop: 'early',
  };

  test('they are flagged and counted, and scorers that need whole replies say nothing of them', async () => {
    folder.write('sim.yaml', JSON.stringify({ bail: 0.5 }));
    folder.write('prompts.csv', promptsCsv(40));
    await using store = openStore(folder.file('early.sqlite'));
    await runWith(store, study, folder.path);
    const { results } = await told(store);
    const [baseline, tool, byWord, prompt] = results.conditions;
    expect(baseline?.flags).toEqual({});
    expect(tool?.flags).toEqual({ stopped: tool?.outcomes.bail });
    expect(tool?.ratePaper).toBe(tool?.rate);
    expect(byWord?.ratePaper).toBe(byWord?.rate);
    expect(prompt).toMatchObject({ flags: { stopped: 40 }, ratePaper: null, complete: true });
    expect(prompt?.outcomesPaper.pending).toBe(40);
    expect(results.warnings.join('\n')).toContain('the paper scorer needs whole ones');
    expect(results.lengths.find(({ method }) => method === 'bail-prompt')?.stopped).toBe(1);
  });
});
