import { parse } from 'yaml';
import { expect, test } from 'vitest';

import { withoutSecrets } from '../../src/server/safety/without-secrets.ts';
import type { StudyPage } from '../../src/server/wire/study-page.ts';
import { openStore } from '../../src/store/store.ts';
import { checkStudy } from '../../src/study/load.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { prepareWith } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, serveSmall } from '../support/viewer.ts';

async function planned(study: StudyInput): Promise<{ readonly page: StudyPage; readonly all: string }> {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(8));
  const file = folder.file('exitpoll.sqlite');
  await using store = openStore(file);
  await prepareWith(store, study, folder.path);
  await using serving = await serveSmall(file);
  const answers = await Promise.all(
    ['/api/study', '/api/store', '/api/conditions', '/api/progress', '/api/runs', '/api/results/head'].map((path) =>
      ask(serving.url, path),
    ),
  );
  return {
    page: jsonOf(answers[0] ?? (await ask(serving.url, '/api/study'))),
    all: answers.map(({ body }) => body.toString('utf8')).join('\n'),
  };
}

const rich: StudyInput = {
  name: 'rich',
  description: 'Everything at once.',
  models: [{ use: 'sim:even', name: 'one' }],
  datasets: ['neutral', { name: 'starter', take: 12 }, { name: 'csv', path: 'prompts.csv', as: 'mine' }],
  methods: [
    'baseline',
    'bail-tool',
    'bail-string',
    { method: 'bail-prompt', orders: ['bail-first', 'continue-first'] },
  ],
  wordings: ['default', 'reason=distress'],
  leadIns: ['none', 'greeting'],
  followUps: ['confirm'],
  epochs: 2,
  contrasts: [{ name: 'distress', method: 'bail-tool', a: { wording: 'reason=distress' }, b: { wording: 'default' } }],
};

test('a study is told with its words as sent, its items counted, and the contrasts it declared', async () => {
  const { page } = await planned(rich);
  expect(page).toMatchObject({ name: 'rich', description: 'Everything at once.', earlierPlans: 0 });
  expect(page.models).toMatchObject([{ label: 'one', simulated: true }]);
  expect(page.datasets.map(({ label }) => label)).toEqual(['neutral', 'starter', 'mine']);
  expect(page.datasets[2]).toMatchObject({ items: 8, clusters: 4, twins: 0, merged: 0 });
  const tools = page.offers.filter(({ method }) => method === 'bail-tool');
  expect(tools.map(({ wording }) => wording)).toEqual(['default', 'reason=distress']);
  expect(tools[0]?.texts[0]?.tools[0]?.description).not.toBe(tools[1]?.texts[0]?.tools[0]?.description);
  const prompts = page.offers.filter(({ method, wording }) => method === 'bail-prompt' && wording === 'default');
  expect(prompts.map(({ order }) => order)).toEqual(['bail-first', 'continue-first']);
  expect(prompts[0]?.texts[0]?.question).not.toBe(prompts[1]?.texts[0]?.question);
  expect(page.leadIns.map(({ name, messages }) => [name, messages.length > 0])).toEqual([['greeting', true]]);
  expect(new Set(page.followUps.map(({ label, draws }) => `${label} ${draws}`))).toEqual(new Set(['confirm 1']));
  expect(page.followUps.map(({ order }) => order)).toEqual(['bail-first', 'continue-first']);
  for (const { turns } of page.followUps) {
    expect(turns.map(({ text, drawn }) => [text.length > 20, drawn])).toEqual([
      [true, expect.stringMatching(/^temperature .*, at most \d+ tokens$/)],
    ]);
  }
  expect(page.contrasts).toMatchObject([{ name: 'distress', a: expect.stringContaining('reason=distress') as string }]);
  expect(page.declared).toMatchObject({ trialsBefore: 0 });
  expect(Object.fromEntries(page.settings)).toMatchObject({ Draws: '2 of every trial, independent of each other' });
});

test('the study to copy asks the very same', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(8));
  const { page } = await planned(rich);
  await using store = openStore('', 'temporary');
  const again = checkStudy(parse(page.yaml), folder.path);
  expect(again.study).toEqual(checkStudy(rich, folder.path).study);
  const prepared = await prepareWith(store, parse(page.yaml) as StudyInput, folder.path);
  const row = store.statements
    .get('SELECT lower(hex(hash)) AS hash FROM study_revision WHERE id = ?')
    .get(prepared.plan.revisionId);
  expect(row?.['hash']).toBe(page.revision);
});

test('what could be a key reaches no page', async () => {
  const { page, all } = await planned({
    name: 'leaky',
    models: [
      {
        baseUrl: 'http://127.0.0.1:9/v1',
        model: 'm',
        tools: true,
        extraBody: { api_key: 'sk-secret-1', nested: [{ Authorization: 'Bearer secret-2', top_k: 5 }] },
      },
    ],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline'],
  });
  expect(all).not.toMatch(/secret-[12]/);
  expect(page.yaml).toContain('top_k: 5');
  expect(page.yaml).toContain('taken out');
});

test('addresses lose their user, password and query, and nothing else', () => {
  expect(withoutSecrets('https://user:pass@host.example:8080/v1?key=abc#x')).toBe(
    'https://host.example:8080/v1?(taken out)',
  );
  for (const kept of ['https://host.example/v1', 'local:smollm2', 'talks.jsonl', 'what? no: a@b', 'sim:even']) {
    expect(withoutSecrets(kept)).toBe(kept);
  }
  expect(withoutSecrets({ maxTokens: 5, tokens: 3, token: 'x', apiKey: 'y', password: null })).toEqual({
    maxTokens: 5,
    tokens: 3,
    token: '(taken out)',
    apiKey: '(taken out)',
    password: null,
  });
});
