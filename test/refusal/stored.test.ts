import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { lexicon } from '../../src/refusal/lexicon/lexicon.ts';
import type { RefusalScorer } from '../../src/refusal/score.ts';
import { scoreStoredHere } from '../../src/refusal/stored/score-here.ts';
import { scoreStoredPurely, scoringOf } from '../../src/refusal/stored/score-pure.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { completion } from '../support/chat-server.ts';
import { runCli, startCli } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { startServer, type Behaviour, type ReceivedRequest } from '../support/misbehaving-server.ts';
import { damage, query, queryNumber } from '../support/store-facts.ts';
import { promptsCsv, tempFolder, type TempFolder } from '../support/temp-folder.ts';

const study: StudyInput = {
  name: 'scored',
  models: ['sim:even'],
  datasets: [{ name: 'csv', path: 'prompts.csv' }],
  methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
};

/** Every score with what it is of, whatever the surrogate keys are. */
const scoresSql = `SELECT s.name, s.version, hex(g.key) AS reply, r.label, r.score, r.why, r.evidence_start, r.evidence_end, r.note
  FROM score r JOIN scorer s ON s.id = r.scorer_id JOIN generation g ON g.id = r.generation_id ORDER BY 1, 2, 3`;

/** A finished run of a study, its replies scored by the lexicon, in the folder's exitpoll.sqlite. */
async function scoredStore(folder: TempFolder, input: StudyInput): Promise<void> {
  await using store = openStore(folder.file('exitpoll.sqlite'));
  await runWith(store, input, folder.path, { scoreReply: scoringOf(store, [lexicon]) });
}

/** The verdict a well-behaved judge gives on the request it was sent. */
function verdictOn(request: ReceivedRequest, verdict = 'none answered 90'): Behaviour {
  const token = /begins with VERDICT ([0-9a-f]{16})/.exec(request.text)?.[1] ?? '';
  return completion({ content: `VERDICT ${token} ${verdict}` });
}

describe('scores of stored replies', { timeout: 120_000 }, () => {
  test('are the same whether a run stores them or they are added later, one for each first reply', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(12));
    {
      await using during = openStore(folder.file('during.sqlite'));
      await runWith(during, study, folder.path, { scoreReply: scoringOf(during, [lexicon]) });
      await using later = openStore(folder.file('later.sqlite'));
      await runWith(later, study, folder.path);
      expect(queryNumber(folder.file('later.sqlite'), 'SELECT count(*) FROM score')).toBe(0);
      // The bail prompt asks about the baseline's reply, so twelve items have three first replies each.
      expect(scoreStoredPurely(later, lexicon)).toBe(36);
      expect(scoreStoredPurely(later, lexicon)).toBe(0);
      expect(scoreStoredPurely(during, lexicon)).toBe(0);
    }
    const scores = query(folder.file('during.sqlite'), scoresSql);
    expect(scores).toHaveLength(36);
    expect(query(folder.file('later.sqlite'), scoresSql)).toEqual(scores);
    // A simulated call of the tool has no words; a reply that leaves by the word has others, and they are scored.
    const by = (where: string): number =>
      queryNumber(
        folder.file('during.sqlite'),
        `SELECT count(*) FROM score r JOIN step p ON p.generation_id = r.generation_id AND p.k = 0
         JOIN trial t ON t.id = p.trial_id JOIN arm a ON a.id = t.arm_id
         JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' WHERE o.outcome = 'bail' AND ${where}`,
      );
    expect(by("a.method = 'bail-tool' AND r.label <> 'empty'")).toBe(0);
    expect(by("a.method = 'bail-tool' AND r.why = 'only-tool-calls'")).toBeGreaterThan(0);
    expect(by("a.method = 'bail-string' AND r.label = 'none'")).toBeGreaterThan(0);
  });

  test('are of the conversation as it was sent: with the earlier turns the model wrote itself, not the data’s', async () => {
    using folder = tempFolder();
    const turns = ['What is a heron?', 'The data says: a bird.', 'And a crane?'];
    const messages = turns.map((content, at) => ({ role: at === 1 ? 'assistant' : 'user', content }));
    folder.write('talk.jsonl', JSON.stringify({ id: 'talk', messages }));
    await using store = openStore(folder.file('exitpoll.sqlite'));
    const own: StudyInput = { ...study, datasets: [{ name: 'jsonl', path: 'talk.jsonl' }], historyAuthor: 'self' };
    await runWith(store, own, folder.path);
    const shown: (readonly string[])[] = [];
    const listener: RefusalScorer = {
      name: 'listener',
      version: '1',
      score: (prompt) => {
        shown.push(prompt.messages.map(({ text }) => text));
        return Promise.resolve({ score: 0, label: 'none', evidence: null, why: 'answered' });
      },
    };
    await scoreStoredHere(store, listener, { signal: new AbortController().signal });
    expect(shown.length).toBeGreaterThan(0);
    for (const [question, answer, last] of shown) {
      expect([question, last]).toEqual([turns[0], turns[2]]);
      expect(answer).not.toBe(turns[1]);
    }
  });

  test('of an older store are added by rescore, and nothing is asked', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(5));
    folder.study({ ...study, refusals: [] });
    expect(await runCli(['run', 'study.yaml'], { cwd: folder.path })).toMatchObject({ code: 0 });
    expect(queryNumber(folder.file('exitpoll.sqlite'), 'SELECT count(*) FROM score')).toBe(0);
    const { stdout } = await runCli(['rescore', '--json'], { cwd: folder.path });
    expect(JSON.parse(stdout)).toMatchObject({ added: 0, refusals: { scorer: 'lexicon', added: 15 } });
    expect(queryNumber(folder.file('exitpoll.sqlite'), 'SELECT count(*) FROM score')).toBe(15);
  });
});

describe('a judge of stored replies', { timeout: 120_000 }, () => {
  test('killed while it is asked, and let finish, asks of no reply twice but what was in flight', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(30));
    await scoredStore(folder, study);
    const replies = queryNumber(folder.file('exitpoll.sqlite'), 'SELECT count(*) FROM score');
    const readable = queryNumber(folder.file('exitpoll.sqlite'), "SELECT count(*) FROM score WHERE label <> 'empty'");
    let answersEnd = 25;
    await using server = await startServer(async (request) => {
      await sleep(3);
      return request.n > answersEnd ? { kind: 'hang' } : verdictOn(request);
    });
    const words = ['refusal', 'run', '--scorer', `judge:${server.baseUrl}#judge`, '--concurrency', '4'];
    const running = startCli(words, { cwd: folder.path });
    while (server.requests.length < answersEnd + 2 && running.child.exitCode === null) await sleep(2);
    running.child.kill('SIGKILL');
    expect((await running.ended).signal).toBe('SIGKILL');
    const kept = queryNumber(folder.file('exitpoll.sqlite'), "SELECT count(*) FROM model WHERE name = 'judge'");
    expect(kept).toBe(1);
    answersEnd = Infinity;
    const last = await runCli(words, { cwd: folder.path });
    expect(last).toMatchObject({ code: 0, stderr: expect.stringContaining('Every reply is scored') as string });
    // Four at a time: each was on its way, or had a reply that was not durable yet.
    expect(server.requests.length).toBeLessThanOrEqual(readable + 4);
    expect(new Set(server.requests.map(({ text }) => text)).size).toBe(readable);
    const scored = "FROM score r JOIN scorer s ON s.id = r.scorer_id WHERE s.name LIKE 'judge:%'";
    expect(queryNumber(folder.file('exitpoll.sqlite'), `SELECT count(*) ${scored}`)).toBe(replies);
    expect(queryNumber(folder.file('exitpoll.sqlite'), `SELECT count(*) ${scored} AND verdict_id IS NOT NULL`)).toBe(
      readable,
    );
    expect(await damage(folder.file('exitpoll.sqlite'))).toEqual([]);
    expect((await runCli(words, { cwd: folder.path })).code).toBe(0);
    expect(new Set(server.requests.map(({ text }) => text)).size).toBe(readable);
  });

  test('that lies, refuses or fails has failures, which are counted; only failed calls are made again', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(8));
    await scoredStore(folder, { ...study, methods: ['baseline'] });
    const lies: readonly ((request: ReceivedRequest) => Behaviour)[] = [
      (request) => verdictOn(request, 'refusal declined 95'),
      () => completion({ content: 'VERDICT 0123456789abcdef none answered 90' }),
      (request) => verdictOn(request, 'none declined 90'),
      (request) => verdictOn(request, 'refusal declined 20'),
      () => completion({ content: "I'm sorry, I can't judge that." }),
      () => completion({ content: '' }),
      () => ({ kind: 'json', status: 400, body: { error: { message: 'no such thing' } } }),
      () => ({ kind: 'json', status: 400, body: { error: { message: 'no such thing' } } }),
    ];
    let honest = false;
    await using server = await startServer((request) =>
      honest ? verdictOn(request) : (lies[(request.n - 1) % lies.length] as (typeof lies)[number])(request),
    );
    const words = ['refusal', 'run', '--scorer', `judge:${server.baseUrl}#judge`, '--concurrency', '1'];
    const first = await runCli(words, { cwd: folder.path });
    expect(first).toMatchObject({ code: 2, stdout: '' });
    expect(first.stderr).toContain('1 reply scored by judge:');
    expect(first.stderr).toContain('it failed at 7');
    const judged = (): readonly Record<string, unknown>[] =>
      query(
        folder.file('exitpoll.sqlite'),
        "SELECT r.label, CAST(r.note AS TEXT) AS note FROM score r JOIN scorer s ON s.id = r.scorer_id WHERE s.name LIKE 'judge:%'",
      );
    expect(judged().filter(({ label }) => label === 'failed')).toHaveLength(7);
    expect(judged().map(({ note }) => note)).toContain('"the judge answered with another token than it was given"');
    const asked = server.requests.length;
    honest = true;
    const second = await runCli(words, { cwd: folder.path });
    // What came back unreadable is kept and read again; the two calls that failed are made again.
    expect(server.requests.length - asked).toBe(2);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('2 replies scored by judge:');
    expect(judged().filter(({ label }) => label === 'failed')).toHaveLength(5);
  });

  test('keeps to a budget, and the same line goes on', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(9));
    await scoredStore(folder, { ...study, methods: ['baseline'] });
    await using server = await startServer((request) => verdictOn(request));
    const words = ['refusal', 'run', '--scorer', `judge:${server.baseUrl}#judge`];
    const first = await runCli([...words, '--max-requests', '4'], { cwd: folder.path });
    expect(first).toMatchObject({ code: 1, stderr: expect.stringContaining('5 replies left') as string });
    expect(server.requests).toHaveLength(4);
    expect((await runCli(words, { cwd: folder.path })).code).toBe(0);
    expect(server.requests).toHaveLength(9);
  });

  test('a study may name it beside the lexicon: it is asked once the study has run', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(4));
    await using server = await startServer((request) =>
      request.path === '/classify'
        ? { kind: 'json', body: { data: [{ label: 'Refusal', probs: [0.1, 0.9] }] } }
        : verdictOn(request),
    );
    const judge = `judge:${server.baseUrl}#judge`;
    const endpoint = `endpoint:${server.origin}/classify`;
    folder.study({ ...study, methods: ['baseline'], refusals: ['lexicon', judge, endpoint] });
    const end = await runCli(['run', 'study.yaml'], { cwd: folder.path });
    expect(end).toMatchObject({ code: 0, stderr: expect.stringContaining(`${judge} → 127.0.0.1`) as string });
    const counts = query(
      folder.file('exitpoll.sqlite'),
      'SELECT s.name, r.label, count(*) AS n FROM score r JOIN scorer s ON s.id = r.scorer_id WHERE s.id > 1 GROUP BY 1, 2',
    );
    expect(counts.map((row) => ({ ...row }))).toEqual([
      { name: endpoint, label: 'refusal', n: 4 },
      { name: judge, label: 'none', n: 4 },
    ]);
    folder.study({ ...study, refusals: ['lexicon', 'guess:me'] });
    const wrong = await runCli(['run', 'study.yaml'], { cwd: folder.path });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('refusals[1]') as string });
  });
});
