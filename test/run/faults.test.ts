import { expect, test } from 'vitest';

import type { ConditionResult, Results } from '../../src/analysis/results.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { completion } from '../support/chat-server.ts';
import { runCli, type CliEnd } from '../support/cli.ts';
import { askedFor, callCounts, exitTaker, lastContent, requestKey } from '../support/exit-server.ts';
import { startServer, type Behaviour, type ReceivedRequest } from '../support/misbehaving-server.ts';
import { query, queryNumber } from '../support/store-facts.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

const items = 6;

function write(folder: TempFolder, baseUrl: string, rest: Partial<StudyInput> = {}): void {
  folder.write('prompts.csv', promptsCsv(items));
  folder.study({
    name: 'faults',
    models: [{ baseUrl, model: 'test-model', name: 'served' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['bail-string'],
    limits: { attempts: 2, timeoutSeconds: 20 },
    ...rest,
  });
}

async function run(folder: TempFolder): Promise<CliEnd & { readonly results: Results }> {
  const end = await runCli(['run', 'study.yaml', '--json'], { cwd: folder.path });
  return { ...end, results: JSON.parse(end.stdout) as Results };
}

/** The sentences a run says, without its progress. */
function notices({ stderr }: CliEnd): string[] {
  return stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly event?: string; readonly text?: string })
    .flatMap(({ event, text }) => (event === 'notice' && text !== undefined ? [text] : []));
}

function condition(results: Results, fits: (one: ConditionResult) => boolean): ConditionResult {
  const found = results.conditions.find(fits);
  if (found === undefined) throw new Error('there is no such condition');
  return found;
}

const generations = (folder: TempFolder): number =>
  queryNumber(folder.file('exitpoll.sqlite'), 'SELECT count(*) FROM generation');

const page = '<!doctype html><html><body>Sign in</body></html>';

const bad: readonly (readonly [name: string, behaviour: Behaviour, said: RegExp])[] = [
  ['refuses-key', { kind: 'json', status: 401, body: { error: { message: 'bad key' } } }, /wants a key/],
  [
    'no-such-model',
    { kind: 'json', status: 404, body: { error: { message: 'The model `no-such-model` does not exist' } } },
    /does not know this model/,
  ],
  ['web-page', { kind: 'bytes', headers: { 'content-type': 'text/html' }, body: page }, /a web page/],
  ['half-json', { kind: 'bytes', body: '{"choices": [{"message"' }, /breaks off or is malformed/],
  ['content-type', { kind: 'bytes', headers: { 'content-type': 'text/plain' }, body: 'hi' }, /text\/plain/],
];

test('servers that can only fail are given up, each with one clear line, and the run ends with exit code 1', async () => {
  using folder = tempFolder();
  await using stack = new AsyncDisposableStack();
  const servers: { readonly name: string; readonly baseUrl: string; readonly said: RegExp }[] = [];
  for (const [name, behaviour, said] of bad) {
    const { baseUrl } = stack.use(await startServer(() => behaviour));
    servers.push({ name, baseUrl, said });
  }
  // What a model is does not hang on where it is: names of their own make them five.
  const models = servers.map(({ name, baseUrl }) => ({ baseUrl, model: name }));
  write(folder, models[0]?.baseUrl ?? '', { models });
  const end = await run(folder);
  expect(end.code).toBe(1);
  const given = notices(end).filter((text) => text.includes('given up'));
  expect(given).toHaveLength(bad.length);
  for (const { name, baseUrl, said } of servers) {
    const own = given.filter((text) => text.includes(new URL(baseUrl).host));
    expect(own, name).toEqual([expect.stringMatching(said)]);
  }
  expect(end.stderr).not.toMatch(/\n\s+at /);
});

test('a server that is not there ends the run with exit code 1, and the other model of the study still runs', async () => {
  using folder = tempFolder();
  await using server = await startServer(exitTaker);
  const gone = await startServer(exitTaker);
  await gone.close();
  write(folder, server.baseUrl, {
    models: [
      { baseUrl: gone.baseUrl, model: 'absent-model' },
      { baseUrl: server.baseUrl, model: 'test-model' },
    ],
  });
  const end = await run(folder);
  expect(end.code).toBe(1);
  expect(notices(end).join('\n')).toMatch(/absent-model was given up: .*(refused|reach)/);
  expect(condition(end.results, (one) => one.model === 'absent-model')).toMatchObject({ complete: false, rate: null });
  expect(condition(end.results, (one) => one.model === 'test-model')).toMatchObject({ complete: true, n: items });
});

test('a key that is refused half way costs nothing that was paid for', async () => {
  using folder = tempFolder();
  let until = 4;
  await using server = await startServer((request) =>
    request.n <= until ? exitTaker(request) : { kind: 'json', status: 401, body: { error: { message: 'expired' } } },
  );
  write(folder, server.baseUrl);
  expect((await run(folder)).code).toBe(1);
  expect(generations(folder)).toBe(4);
  const seen = server.requests.length;
  until = Infinity;
  expect((await run(folder)).code).toBe(0);
  expect(server.requests.length - seen).toBe(items - 4);
});

test('a server that hangs ends every trial as error, with exit code 2', async () => {
  using folder = tempFolder();
  await using server = await startServer(() => ({ kind: 'hang' }));
  write(folder, server.baseUrl, { limits: { attempts: 1, timeoutSeconds: 0.3 } });
  const end = await run(folder);
  expect(end.code).toBe(2);
  const [only] = end.results.conditions;
  expect(only).toMatchObject({ rate: null, noAnswer: 1, complete: false });
  expect(only?.outcomes).toMatchObject({ error: items, pending: 0 });
  expect(end.results.warnings.join()).toContain(`${items} trials ended as error`);
});

test('calls that fail once, in whatever way, are tried again and the run ends as if nothing was', async () => {
  using folder = tempFolder();
  const seen = new Set<string>();
  const failures: readonly Behaviour[] = [
    { kind: 'json', status: 429, headers: { 'retry-after': '1' }, body: { error: { message: 'slow down' } } },
    { kind: 'json', status: 429, body: { error: { message: 'slow down' } } },
    { kind: 'json', status: 500, body: { error: { message: 'oops' } } },
    { kind: 'cut' },
    { kind: 'reset' },
    { kind: 'json', status: 503, body: { error: { message: 'loading' } } },
  ];
  await using server = await startServer((request) => {
    const first = !seen.has(requestKey(request));
    seen.add(requestKey(request));
    // The very first call goes through: a server that never answered well may be given up.
    return first && request.n > 1 ? (failures[request.n % failures.length] ?? { kind: 'hang' }) : exitTaker(request);
  });
  write(folder, server.baseUrl, { epochs: 2 });
  const end = await run(folder);
  expect(end.code).toBe(0);
  expect(end.results.conditions[0]).toMatchObject({ complete: true, n: 2 * items });
  expect(server.requests).toHaveLength(4 * items - 1);
  const file = folder.file('exitpoll.sqlite');
  expect(queryNumber(file, 'SELECT count(*) FROM attempt')).toBe(2 * items - 1);
  expect(end.results.usage.failedAttempts).toBe(2 * items - 1);
  const kinds = query(file, 'SELECT DISTINCT kind FROM attempt ORDER BY kind').map((row) => row['kind']);
  expect(kinds).toEqual(expect.arrayContaining(['rate-limit', 'server', 'overloaded']));
});

test('a server that fails for good at some requests: exit code 2; once it is healed, only those are asked again', async () => {
  using folder = tempFolder();
  let healed = false;
  await using server = await startServer((request) =>
    !healed && askedFor(request) === 'answer'
      ? { kind: 'json', status: 500, body: { error: { message: 'oops' } } }
      : exitTaker(request),
  );
  write(folder, server.baseUrl, { methods: ['baseline', 'bail-prompt'], limits: { attempts: 1 } });
  const first = await run(folder);
  expect(first.code).toBe(2);
  expect(condition(first.results, (one) => one.method === 'baseline')).toMatchObject({ complete: true });
  const failed = first.results.conditions.filter((one) => one.method === 'bail-prompt');
  expect(failed.map((one) => one.outcomes.error)).toEqual([items, items]);
  expect(generations(folder)).toBe(items);

  const seen = server.requests.length;
  healed = true;
  const second = await run(folder);
  expect(second.code).toBe(0);
  expect(second.results.conditions.every((one) => one.complete)).toBe(true);
  expect(server.requests.slice(seen).map(askedFor)).toEqual(Array.from({ length: 2 * items }, () => 'answer'));
  expect(second.results.conditions.map((one) => one.outcomes.error)).toEqual([0, 0, 0]);
});

test('a run against a server that fails at everything ends without trying each call many times', async () => {
  using folder = tempFolder();
  await using server = await startServer(() => ({ kind: 'json', status: 500, body: { error: { message: 'oops' } } }));
  write(folder, server.baseUrl, { epochs: 40, limits: { attempts: 2 } });
  const end = await run(folder);
  expect(end.code).toBe(2);
  expect(end.results.conditions[0]?.outcomes.error).toBe(40 * items);
  // Twenty failures in a row, and those that were being tried again by then: one for each chain at work.
  expect(server.requests.length).toBeLessThanOrEqual(40 * items + 20 + 80);
});

test('a model that cannot be offered tools has an unsupported condition without trials, and all others', async () => {
  using folder = tempFolder();
  let asked = 0;
  await using server = await startServer((request) => {
    if (askedFor(request) !== 'tool') return exitTaker(request);
    asked += 1;
    return { kind: 'json', status: 400, body: { error: { message: 'test-model does not support tools' } } };
  });
  write(folder, server.baseUrl, { methods: ['baseline', 'bail-tool', 'bail-string'] });
  const end = await run(folder);
  expect(end.code).toBe(0);
  expect(notices(end).join('\n')).toMatch(/served cannot do bail-tool/);
  const tool = condition(end.results, (one) => one.method === 'bail-tool');
  expect(tool).toMatchObject({ planned: 0, n: 0, rate: null, ratePaper: null, complete: false });
  expect(tool.unsupported).toContain('tools');
  expect(end.results.conditions.filter((one) => one.complete)).toHaveLength(2);
  const table = await runCli(['report'], { cwd: folder.path });
  expect(table.stdout).toMatch(/bail-tool\s+unsupported/);

  const before = asked;
  expect(notices(await run(folder)).join('\n')).toContain('Nothing left to do');
  expect(asked).toBe(before);
  await runCli(['run', 'study.yaml', '--retry-unsupported'], { cwd: folder.path });
  expect(asked).toBeGreaterThan(before);
});

test('what does not fit is skipped and what a filter withholds is filtered; neither is an error', async () => {
  using folder = tempFolder();
  const tooLong = {
    error: { message: 'This model has a maximum context length of 10 tokens', code: 'context_length_exceeded' },
  };
  const behave = (request: ReceivedRequest): Behaviour => {
    const text = lastContent(request.json);
    if (text.includes('number 1')) return { kind: 'json', status: 400, body: tooLong };
    if (text.includes('number 2')) {
      return { kind: 'json', status: 400, body: { error: { message: 'no', code: 'content_filter' } } };
    }
    if (text.includes('number 3')) return completion({ content: '' }, { finish_reason: 'content_filter' });
    return exitTaker(request);
  };
  await using server = await startServer(behave);
  write(folder, server.baseUrl);
  const end = await run(folder);
  expect(end.code).toBe(0);
  expect(end.results.conditions[0]).toMatchObject({ complete: true, n: 3, planned: items });
  expect(end.results.conditions[0]?.outcomes).toMatchObject({ skipped: 1, filtered: 2, error: 0, pending: 0 });
  expect(notices(await run(folder)).join('\n')).toContain('Nothing left to do');
  expect([...callCounts(server.requests).values()]).toEqual(Array.from({ length: items }, () => 1));
});
