import { expect, test } from 'vitest';

import { rescore } from '../../src/run/rescore.ts';
import { openStore } from '../../src/store/store.ts';
import { completion } from '../support/chat-server.ts';
import { exitTaker, lastContent } from '../support/exit-server.ts';
import { runWith, told } from '../support/library-run.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { alter, storeFacts } from '../support/store-facts.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

test('rescoring calls nobody, changes nothing by itself, and restores outcomes that were lost or altered', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(12));
  await using server = await startServer((request) => {
    const text = lastContent(request.json);
    if (text.includes('number 1')) return { kind: 'json', status: 500, body: { error: { message: 'oops' } } };
    if (text.includes('number 2')) return completion({ content: '' }, { finish_reason: 'length' });
    return exitTaker(request);
  });
  const file = folder.file('store.sqlite');
  await using store = openStore(file);
  await runWith(
    store,
    {
      name: 'rescored',
      models: [{ baseUrl: server.baseUrl, model: 'test-model' }],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
      limits: { attempts: 1 },
    },
    folder.path,
  );
  const calls = server.requests.length;
  const facts = storeFacts(file);
  const rates = (await told(store)).results.conditions;
  expect(rates.some((one) => one.outcomes.error > 0)).toBe(true);
  const trials = 12 * 5;

  expect(rescore(store)).toMatchObject({ trials, added: 0, changed: 0 });
  expect(storeFacts(file)).toEqual(facts);

  alter(
    file,
    "DELETE FROM outcome WHERE trial_id % 3 = 0; UPDATE outcome SET outcome = 'filtered', flags = 'x' WHERE trial_id % 3 = 1",
  );
  const altered = (await told(store)).results;
  expect(altered.warnings.join()).toMatch(/20 trials were scored by an older scorer only .*rescore/);
  expect(rescore(store)).toMatchObject({ trials, added: 2 * 20, changed: 2 * 20 });
  expect(storeFacts(file)).toEqual(facts);
  expect((await told(store)).results.conditions).toEqual(rates);
  expect(rescore(store)).toMatchObject({ trials, added: 0, changed: 0 });
  expect(server.requests).toHaveLength(calls);

  // An outcome of another version is somebody's record: it stays, and is in no rate.
  alter(file, "INSERT INTO outcome (trial_id, scorer, version, outcome, flags) VALUES (1, 'strict', 999, 'bail', '')");
  expect(rescore(store)).toMatchObject({ trials, added: 0, changed: 0 });
  expect((await told(store)).results.conditions).toEqual(rates);
});
