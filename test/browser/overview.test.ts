import { expect } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import { completion } from '../support/chat-server.ts';
import { startCli } from '../support/cli.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';
import { expectAccessible } from './support/expectations.ts';
import { exampleStore, it } from './support/it.ts';

it('counts how every trial ended, to all that are planned', async ({ openPage }) => {
  const page = await openPage(exampleStore, '#/overview');
  const counts = await page.locator('.outcome-totals strong').allTextContents();
  const sum = counts.reduce((all, one) => all + Number(one.replaceAll(',', '')), 0);
  expect(await page.getByText(/^Together/).textContent()).toContain(`${sum.toLocaleString('en')} planned trials`);
});

it('shows a store without a study, then a run as it goes and ends, without being loaded again', async ({
  openPage,
}) => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(8));
  const go = Promise.withResolvers<void>();
  await using server = await startServer(async (request) => {
    if (request.n > 4) await go.promise;
    if (request.n !== 2) return completion();
    return { kind: 'json', status: 400, body: { error: { message: '<img src=x onerror=alert(1)>no' } } };
  });
  folder.study({
    name: 'watched',
    models: [{ baseUrl: server.baseUrl, model: 'test-model', concurrency: 1, tools: false }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline'],
  });
  const file = folder.file('exitpoll.sqlite');
  await openStore(file).close();
  const page = await openPage(file, '#/overview');
  await page.getByRole('heading', { name: 'No study yet' }).waitFor();

  const run = startCli(['run', 'study.yaml'], { cwd: folder.path });
  const card = page.locator('.run-card');
  await card.getByText('4 of 8').waitFor();
  await card.getByText('<img src=x onerror=alert(1)>').waitFor();
  await page.locator('.outcome-totals').getByText('pending').waitFor();
  await expectAccessible(page);
  go.resolve();
  expect((await run.ended).code).toBe(2);
  await card.waitFor({ state: 'detached' });
  await page.getByText(/came to its end on .*1 trial is left/).waitFor();
  await page.getByRole('cell', { name: 'done' }).waitFor();
});
