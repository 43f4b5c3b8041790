import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { auditPassages } from '../../src/audit/audit-passages.ts';
import { auditJudgeRequest } from '../../src/audit/judge/rubric.ts';
import { auditScope } from '../../src/audit/open-audit.ts';
import { openStore } from '../../src/store/store.ts';
import { completion } from '../support/chat-server.ts';
import { runCli, type CliEnd } from '../support/cli.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts';
import { queryNumber, queryTexts } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { studiedConversations } from './studied-conversations.ts';

let folder: TempFolder;
let file: string;
beforeEach(async () => {
  folder = tempFolder();
  file = await studiedConversations(folder);
});
afterEach(() => folder[Symbol.dispose]());

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
