import { expect, test } from 'vitest';

import { completion } from '../support/chat-server.ts';
import { runCli } from '../support/cli.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

test('what a server turns out not to take is said once, however many calls found out', async () => {
  using folder = tempFolder();
  await using server = await startServer((request) =>
    request.json?.['seed'] === undefined
      ? completion()
      : { kind: 'json', status: 400, body: { error: { message: 'Unsupported parameter: seed', param: 'seed' } } },
  );
  folder.write('prompts.csv', promptsCsv(30));
  folder.study({
    name: 'seedless',
    models: [{ baseUrl: server.baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline'],
  });
  const end = await runCli(['run', 'study.yaml'], { cwd: folder.path });
  expect(end.code).toBe(0);
  expect(end.stderr.split('takes no seed')).toHaveLength(2);
});
