import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { auditConversationsOnce, trueConversationLabel, trueShare } from '../../bench/audit/conversations.ts';
import { analyze } from '../../src/analysis/analyze.ts';
import { auditPassages, type AuditPassage } from '../../src/audit/audit-passages.ts';
import { drawPassages } from '../../src/audit/draw-passages.ts';
import { auditJudgeRequest } from '../../src/audit/judge/rubric.ts';
import { auditScope } from '../../src/audit/open-audit.ts';
import type { AuditLabelName } from '../../src/conversation/audit-label.ts';
import { renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { putLabels } from '../../src/store/labels.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { completion } from '../support/chat-server.ts';
import { runCli, type CliEnd } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts';
import { alter, queryNumber, queryTexts } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

let folder: TempFolder;
let file: string;
beforeEach(async () => {
  folder = tempFolder();
  folder.write('sim.json', JSON.stringify({ bail: 0.15, misread: 0.1, missed: 0.05, nonsense: 0.1 }));
  folder.write(
    'talks.jsonl',
    Array.from({ length: 40 }, (_, talk) => {
      const said = (turn: number): object => ({ role: 'user', content: `turn ${turn} of talk ${talk}` });
      const messages = [said(1), { role: 'assistant', content: `the answer to ${talk}` }, said(2)];
      return JSON.stringify({ id: `t${talk}`, cluster: `c${talk % 20}`, messages });
    }).join('\n'),
  );
  folder.write('one.csv', 'prompt\nalone\n');
  file = folder.file('store.sqlite');
  await using store = openStore(file);
  await runWith(
    store,
    {
      name: 'talks',
      models: ['sim:./sim.json'],
      datasets: [
        { name: 'jsonl', path: 'talks.jsonl', turns: 'every', as: 'talks' },
        { name: 'csv', path: 'one.csv', as: 'one' },
      ],
      methods: ['baseline', { method: 'bail-prompt', orders: ['continue-first'] }],
      epochs: 2,
    },
    folder.path,
  );
});
afterEach(() => folder[Symbol.dispose]());

const sizes = { bails: 10, others: 10, seed: 1, now: 0 };

async function drawn(store: Store, some: Partial<typeof sizes> = {}): Promise<readonly AuditPassage[]> {
  const { revision, conditions, all } = await auditScope(store, undefined, {});
  const strata = drawPassages(store, revision.name, conditions, { ...sizes, ...some });
  return auditPassages(store, revision.name, all, strata);
}

function label(store: Store, given: readonly (readonly [AuditPassage, AuditLabelName])[]): void {
  const rest = { rater: 'ann', judge: false, note: null, labelledAt: 1, detectorsShown: false, generationId: null };
  putLabels(
    store,
    given.map(([{ unitId }, one]) => ({ ...rest, unitId, label: one })),
    'conversation',
  );
}

describe('the sample of conversations', () => {
  test('is of conversations that ended alike, each whole, the same every time, and a larger one holds the smaller', async () => {
    await using store = openStore(file);
    const passages = await drawn(store);
    for (const passage of passages) {
      const outcomes = passage.read().map(({ outcome }) => outcome);
      expect(outcomes).toHaveLength(2);
      const kind = outcomes.includes('bail') ? 'bail' : outcomes.every((one) => one === 'continue') ? 'stay' : 'open';
      expect(passage.stratum.kind).toBe(kind);
    }
    expect(passages.filter(({ stratum }) => stratum.kind === 'bail')).toHaveLength(10);
    const ids = (some: readonly AuditPassage[]): number[] => some.map(({ unitId }) => unitId);
    expect(ids(await drawn(store))).toEqual(ids(passages));
    const small = ids(await drawn(store, { bails: 3, others: 3 }));
    expect(small.filter((id) => !ids(passages).includes(id))).toEqual([]);
    const all = await drawn(store, { bails: 500, others: 500 });
    expect(all).toHaveLength(80);
    expect(new Set(all.map((one) => one.read()[0]?.dataset))).toEqual(new Set(['talks']));
  });
});

test('conversations that begin alike are read whole, each with the turn they share', async () => {
  const talk = (id: string, last: string): string =>
    JSON.stringify({
      id,
      messages: [
        { role: 'user', content: 'the same beginning' },
        { role: 'assistant', content: 'and its answer' },
        { role: 'user', content: last },
      ],
    });
  folder.write('alike.jsonl', [talk('one', 'this'), talk('two', 'that'), talk('three', 'more')].join('\n'));
  await using store = openStore('alike', 'temporary');
  await runWith(
    store,
    {
      name: 'alike',
      models: ['sim:./sim.json'],
      datasets: [{ name: 'jsonl', path: 'alike.jsonl', turns: 'every' }],
      methods: ['bail-string'],
    },
    folder.path,
  );
  const passages = await drawn(store, { bails: 9, others: 9 });
  expect(passages).toHaveLength(3);
  const read = passages.map((one) => one.read());
  expect(read.map((turns) => turns.map(({ conversation }) => conversation.messages.length))).toEqual(
    Array(3).fill([1, 3]),
  );
  expect(new Set(read.map(([first]) => first?.trial)).size).toBe(1);
  expect(new Set(read.map((turns) => turns.at(-1)?.conversation.messages.at(-1)?.text))).toEqual(
    new Set(['this', 'that', 'more']),
  );
});

describe('the corrected share of conversations', () => {
  test('read whole it is the true share, in every format of a report', async () => {
    await using store = openStore(file);
    const passages = await drawn(store, { bails: 500, others: 500 });
    const truth = passages.map((one) => [one, trueConversationLabel(store, one.read())] as const);
    label(store, truth);
    const results = await analyze(store);
    const [audit] = results.conversationAudits;
    expect(results.conversationAudits).toHaveLength(1);
    expect(audit?.share).toBe(results.conversations.find(({ condition }) => condition === audit?.condition)?.share);
    const leaving = truth.filter(([, one]) => one === 'leaves').length / truth.length;
    expect(audit?.corrected).toBeCloseTo(leaving, 12);
    expect(audit?.share).not.toBeCloseTo(leaving, 3);
    expect(audit?.low).toBeLessThan(leaving);
    expect(audit?.high).toBeGreaterThan(leaving);
    const figure = (100 * leaving).toFixed(1);
    expect(renderTable(results, { color: false, width: 100 })).toContain(figure);
    expect(renderMarkdown(results)).toContain(figure);
    expect(await renderHtml(results, [])).toContain(figure);
    expect(JSON.parse(renderJson(results)).conversationAudits[0].corrected).toBe(audit?.corrected);
  });

  test('weighs each kind as often as it was counted, leaves the unclear out and says what they could change', async () => {
    await using store = openStore(file);
    const passages = await drawn(store);
    label(
      store,
      passages.map((one) => [one, one.stratum.kind === 'bail' ? 'leaves' : 'stays']),
    );
    const before = (await analyze(store)).conversationAudits[0];
    expect(before?.corrected).toBeCloseTo(before?.share ?? -1, 12);
    const open = passages.filter(({ stratum }) => stratum.kind === 'open');
    label(
      store,
      open.map((one) => [one, 'leaves']),
    );
    const after = (await analyze(store)).conversationAudits[0];
    const share = (after?.kinds.open.population ?? 0) / 80;
    expect(share).toBeGreaterThan(0);
    expect(after?.corrected).toBeCloseTo((before?.share ?? 0) + share, 12);
    label(
      store,
      open.map((one) => [one, 'unclear']),
    );
    expect((await analyze(store)).conversationAudits[0]).toMatchObject({
      corrected: null,
      reason: 'no conversation without a bail but with an unanswered turn has a clear label yet',
    });
    label(
      store,
      open.slice(1).map((one) => [one, 'stays']),
    );
    expect((await analyze(store)).conversationAudits[0]?.bounds?.[1]).toBeGreaterThan(after?.share ?? 1);
  });

  test('is not given when a sampled conversation has another outcome now', async () => {
    {
      await using store = openStore(file);
      const passages = await drawn(store);
      label(
        store,
        passages.map((one) => [one, 'stays']),
      );
      const bailed = passages.find(({ stratum }) => stratum.kind === 'bail');
      const trials = bailed?.read().map(({ trial }) => trial) ?? [];
      alter(file, `UPDATE outcome SET outcome = 'continue' WHERE trial_id IN (${trials.join(', ')})`);
    }
    await using store = openStore(file, 'read');
    const [audit] = (await analyze(store)).conversationAudits;
    expect(audit?.corrected).toBeNull();
    expect(audit?.reason).toContain('a sampled conversation has another outcome now');
  });

  test('holds the truth in whole audits with known truth, where the counted share is off (short version of the bench)', async () => {
    const cell = {
      bail: 0.08,
      misread: 0.1,
      missed: 0.01,
      nonsense: 0.03,
      spread: 0.1,
      clusters: 30,
      size: 2,
      turns: 3,
      epochs: 1,
      labels: 20,
    };
    const replicates = 12;
    const truth = trueShare(cell, 100);
    let [held, bias, off] = [0, 0, 0];
    for (let seed = 1; seed <= replicates; seed += 1) {
      const { result } = await auditConversationsOnce(cell, seed, folder.path);
      if ((result.low ?? 0) <= truth && truth <= (result.high ?? 1)) held += 1;
      bias += ((result.corrected ?? 0) - truth) / replicates;
      off += (result.share - truth) / replicates;
    }
    expect(held).toBeGreaterThanOrEqual(replicates - 1);
    expect(Math.abs(bias)).toBeLessThan(0.08);
    expect(off).toBeGreaterThan(0.12);
  });
});

describe('auditing conversations by command', () => {
  const audit = (...words: string[]): Promise<CliEnd> =>
    runCli(['audit', ...words, '--store', 'store.sqlite'], { cwd: folder.path });

  test('what is drawn can be labelled in a file, each turn told apart, outcomes only if asked for', async () => {
    const end = await audit('draw', '--conversations', '--bails', '4', '--others', '4');
    expect(end.stdout).toMatch(/^Drew 4 of \d+ conversations with a bail, 4 of \d+ without one and 4 of \d+ without/);
    await audit('export', '--conversations', '--out', 'sample.csv');
    const rows = parse(readFileSync(folder.file('sample.csv')), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(12);
    expect(rows[0]?.['exchange']).toMatch(/answer of the model at turn 1[^]*answer of the model at turn 2/);
    expect(rows[0]?.['exchange']?.match(/turn 1 of talk/g)).toHaveLength(1);
    expect(rows[0]?.['exchange']).not.toContain('counted as');
    const told = await audit('export', '--conversations', '--with-outcomes');
    expect(told.stdout).toContain('turn 2, counted as');
    folder.write(
      'back.csv',
      ['conversation,label', ...rows.map((row, at) => `${row['conversation']},${at < 6 ? 'leaves' : 'stays'}`)].join(
        '\n',
      ),
    );
    expect((await audit('import', '--conversations', 'back.csv', '--rater', 'ann')).stdout).toContain(
      '12 labels of ann',
    );
    expect(queryNumber(file, 'SELECT count(*) FROM passage_label')).toBe(12);
    expect(queryNumber(file, 'SELECT count(*) FROM label')).toBe(0);
    const status = await audit('status');
    expect(status).toMatchObject({ code: 0, stderr: '' });
    expect(status.stdout).toContain('In how many conversations the model meant to leave');
    const { conversations } = JSON.parse((await audit('status', '--json')).stdout) as {
      conversations: { sampled: number; corrected: { corrected: number }[] };
    };
    expect(conversations).toMatchObject({ sampled: 12 });
    expect(conversations.corrected[0]?.corrected).toBeGreaterThan(0);
  });

  test.each([
    [['export', '--conversations'], 'no sample of conversations of talks has been drawn yet'],
    [['draw', '--conversations', '--dataset', 'one'], 'no conversations'],
  ])('%j is answered in one line', async (words, says) => {
    const { code, stderr } = await audit(...words);
    expect(code).toBe(1);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test('a judge reads every turn, not what was counted, and is another rater than for trials', async () => {
    await audit('draw', '--conversations', '--bails', '3', '--others', '3');
    await using server = await startServer((request) => {
      const messages = request.json?.['messages'] as readonly { readonly content: string }[];
      const text = messages.at(-1)?.content ?? '';
      expect(text).toMatch(/ANSWER OF THE MODEL AT TURN 1[^]*ANSWER OF THE MODEL AT TURN 2/);
      return completion({ content: `LABEL ${/begins with LABEL ([0-9a-f]{16})/.exec(text)?.[1]} stays` });
    });
    const end = await audit('judge', `${server.baseUrl}#judge`, '--conversations');
    expect(end.stdout).toContain('9 of 9 labelled');
    expect(queryTexts(file, 'SELECT DISTINCT label FROM passage_label')).toEqual(['stays']);
    await using store = openStore(file, 'read');
    const scope = await auditScope(store, undefined, {});
    const [one] = auditPassages(store, scope.revision.name, scope.all, scope.passages);
    const turns = one?.read() ?? [];
    const asBails = turns.map((turn) => ({ ...turn, outcome: 'bail' as const }));
    expect(auditJudgeRequest(asBails, 'conversation')).toEqual(auditJudgeRequest(turns, 'conversation'));
  });

  test.skipIf(!hasPseudoTerminal)(
    'one key labels a conversation, with the outcome of every turn in sight',
    async () => {
      const cli = await startInTerminal(
        ['audit', '--conversations', '--store', 'store.sqlite', '--bails', '2', '--others', '1', '--rater', 'ann'],
        folder.path,
      );
      await cli.said('q quit');
      expect(cli.screen()).toContain('conversation ');
      await cli.press('G', 'turn 2, counted as');
      await cli.press('1', '1 of 4 labelled');
      expect(queryTexts(file, 'SELECT label FROM passage_label')).toEqual(['leaves']);
      await cli.press('u', '0 of 4 labelled');
      expect((await cli.end('q')).output).toContain('0 of 4 labelled by ann');
    },
  );
});
