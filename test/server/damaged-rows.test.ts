import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createApi } from '../../src/server/api/app.ts';
import { openStore } from '../../src/store/store.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { ask, serveSmall, smallStore } from '../support/viewer.ts';
import { viewerOf } from './viewer-of.ts';

let folder: TempFolder;
let whole: string;

beforeAll(async () => {
  folder = tempFolder();
  whole = await smallStore(folder, {
    name: 'small',
    models: ['sim:even'],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-tool', 'bail-prompt'],
    leadIns: ['none', 'greeting'],
    followUps: ['confirm'],
    contrasts: [{ name: 'tool', a: { method: 'bail-tool' }, b: { method: 'baseline' } }],
  });
  const database = new DatabaseSync(whole);
  // As whoever wants to put anything anywhere would: tables that take all types, and nothing where something must be.
  database.exec('PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;');
  const tables = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").all();
  for (const { name, sql } of tables) {
    const loose = String(sql)
      .replace(/\)[^)]*$/, (end) => end.replace('STRICT, WITHOUT ROWID', 'WITHOUT ROWID').replace('STRICT', ''))
      .replaceAll(' NOT NULL', '')
      .replace(/^CREATE TABLE "?\w+"?/, 'CREATE TABLE loose');
    database.exec(
      `${loose}; INSERT INTO loose SELECT * FROM ${String(name)}; DROP TABLE ${String(name)}; ALTER TABLE loose RENAME TO ${String(name)};`,
    );
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;');
  database.close();
}, 60_000);
afterAll(() => folder[Symbol.dispose]());

/** What each of some addresses answers for a store to which something was done. */
async function answersAfter(sql: string, paths: readonly string[]): Promise<readonly (readonly [number, string])[]> {
  const file = folder.file('damaged.sqlite');
  copyFileSync(whole, file);
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  database.close();
  await using store = openStore(file, 'read');
  const api = createApi(viewerOf(store));
  const answers: (readonly [number, string])[] = [];
  for (const path of paths) {
    const answer = await api.request(path);
    answers.push([answer.status, await answer.text()]);
  }
  return answers;
}

const firstTrial = '/trial/1-1/1';

describe('a row that cannot be as it is', () => {
  test.each([
    [
      'text where a number stands',
      "UPDATE trial SET epoch = 'two' WHERE id = 3",
      '/trials',
      'trial 3 has \\"two\\" as epoch',
    ],
    ['an epoch before the first', 'UPDATE trial SET epoch = -1 WHERE id = 3', '/progress', 'trial 3 has -1 as epoch'],
    ['an epoch before the first', 'UPDATE trial SET epoch = -1 WHERE id = 3', '/grid', 'trial 3 has -1 as epoch'],
    ['no item', 'UPDATE trial SET item_id = NULL WHERE id = 3', '/grid', 'trial 3 has nothing as item_id'],
    [
      'an outcome that is none',
      "UPDATE outcome SET outcome = 'leaves' WHERE trial_id = 2 AND scorer = 'strict'",
      '/results/head',
      'outcome (trial_id 2, scorer \\"strict\\", version 2) has \\"leaves\\" as outcome',
    ],
    [
      'an outcome that is none',
      "UPDATE outcome SET outcome = 'leaves' WHERE trial_id = 2 AND scorer = 'strict'",
      '/progress',
      'has \\"leaves\\" as outcome',
    ],
    [
      'a method that is none',
      "UPDATE arm SET method = 'magic' WHERE id = 1",
      '/conditions',
      'arm 1 has \\"magic\\" as method',
    ],
    ['no name', 'UPDATE dataset_item SET name = NULL WHERE position = 4', '/trials', 'position 4) has nothing as name'],
    ['bytes for a text', "UPDATE dataset SET label = x'00ff'", '/conditions', 'dataset 1 has bytes as label'],
    [
      'a text for bytes',
      "UPDATE generation SET reply = 'text' WHERE id = 1",
      '/trials',
      'generation 1 has \\"text\\" as reply',
    ],
    [
      'a number beyond all',
      'UPDATE study_revision SET planned_at = 9223372036854775807',
      '/store',
      'study_revision 1 has 9223372036854775807 as planned_at',
    ],
    [
      'an item whose number no store reaches',
      'UPDATE dataset_item SET item_id = 4294967296 WHERE position = 4',
      '/trials',
      'a key of item is 4294967296',
    ],
    [
      'a list that is none',
      "UPDATE declaration SET contrast_trials = '{'",
      '/study',
      'contrast_trials of declaration (study_revision_id 1) is no list of numbers',
    ],
    [
      'a lead-in without messages',
      "UPDATE content SET bytes = CAST('{}' AS BLOB) WHERE id = (SELECT lead_in_id FROM arm WHERE lead_in_id IS NOT NULL)",
      '/study',
      'is no lead-in',
    ],
    [
      'turns without end',
      'UPDATE item SET messages = 1000000000000 WHERE id = 1',
      '/trials',
      'item 1 has 1000000000000 as messages',
    ],
  ])('%s: is named with its table (%s)', async (_what, sql, path, said) => {
    const [[status, body] = [0, '']] = await answersAfter(sql, [path]);
    expect(body).toContain(`the store is damaged: `);
    expect(body).toContain(said);
    expect(status).toBe(400);
  });

  test.each([
    ['content', 'bytes', 'id = (SELECT settings_id FROM study_revision)', '/study'],
    ['content', 'bytes', 'id = (SELECT offer_id FROM arm WHERE id = 2)', '/conditions'],
    ['content', 'bytes', 'id = (SELECT settings_id FROM arm WHERE id = 1)', '/conditions'],
    ['content', 'bytes', 'id = (SELECT lead_in_id FROM arm WHERE lead_in_id IS NOT NULL)', '/conditions'],
    ['content', 'bytes', 'id = (SELECT content_id FROM plan_follow_up)', '/study'],
    ['conversation', 'bytes', 'id = 1', '/trials'],
    ['model', 'identity', 'id = 1', '/study'],
    ['generation', 'reply', 'id = 1', '/trials'],
    ['generation', 'reply', 'id IN (SELECT generation_id FROM step WHERE trial_id = 1)', firstTrial],
    ['run', 'tallies', 'id = 1', '/runs'],
    ['trial', 'note', 'id = 1', firstTrial],
    ['outcome', 'journal', 'trial_id = 1', firstTrial],
  ])(
    '%s.%s that is no JSON, or not the JSON that should stand there, is named (%s, %s)',
    async (table, column, where, path) => {
      for (const bytes of ["x'ff00fe'", "CAST('{' AS BLOB)", "CAST('null' AS BLOB)"]) {
        const [[status, body] = [0, '']] = await answersAfter(
          `UPDATE ${table} SET ${column} = ${bytes} WHERE ${where}`,
          [path],
        );
        expect(body, bytes).toMatch(new RegExp(`the store is damaged: ${column} of ${table} .* is (?:no|not) `));
        expect(status, bytes).toBe(400);
      }
    },
  );

  test('is told where the viewer was started, once', async () => {
    const file = folder.file('served.sqlite');
    copyFileSync(whole, file);
    const database = new DatabaseSync(file);
    database.exec("UPDATE arm SET method = 'ma' || char(10) || 'gic' WHERE id = 1");
    database.close();
    const told: string[] = [];
    await using serving = await serveSmall(file, { onProblem: (line) => told.push(line) });
    for (const path of ['/api/conditions', '/api/conditions', '/api/trials?limit=none']) await ask(serving.url, path);
    expect(told).toEqual([`/api/conditions: ${file}: the store is damaged: arm 1 has "ma\\ngic" as method`]);
  });

  test.each(['trial', 'generation', 'item', 'content', 'study_revision'])(
    'an id of %s near 2^63 is told before anything is read',
    async (table) => {
      const sql = `UPDATE ${table} SET id = 9223372036854775807 WHERE id = 1`;
      await expect(answersAfter(sql, [])).rejects.toThrow(
        `the store is damaged: ${table} 9223372036854775807 has an id`,
      );
    },
  );
});

describe('what a store may claim takes no memory', () => {
  test('items far apart are found as those side by side are', async () => {
    const paths = ['/grid', '/progress', '/trials?limit=500'];
    const far = [3, 7].map(
      (id) => `UPDATE item SET id = 4294967000 + ${id} WHERE id = ${id};
        UPDATE dataset_item SET item_id = 4294967000 + ${id} WHERE item_id = ${id};
        UPDATE trial SET item_id = 4294967000 + ${id} WHERE item_id = ${id};`,
    );
    expect(await answersAfter(far.join('\n'), paths)).toEqual(await answersAfter('', paths));
  });

  test('a plan of more trials in all than could be run is told as damage', async () => {
    const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO plan_line SELECT study_revision_id, 100 + i, arm_id, dataset_id, lead_in, model_label, wording, 10000,
        unsupported, half_width, min_epochs, stopped_epochs FROM plan_line, n WHERE position = 0`;
    for (const [status, body] of await answersAfter(sql, ['/conditions', '/progress', '/results/head'])) {
      expect(body).toMatch(/the store is damaged: study_revision 1 plans \d+ trials in 20\d\d conditions/);
      expect(status).toBe(400);
    }
  });

  test('of trials with numbers far apart, each is still the one it was', async () => {
    const far = 2 ** 52;
    const ids = (body: string): unknown => (JSON.parse(body) as { studies: unknown }).studies;
    const sql = `UPDATE trial SET id = id + ${far} WHERE id > 5; UPDATE outcome SET trial_id = trial_id + ${far} WHERE trial_id > 5;
      UPDATE step SET trial_id = trial_id + ${far} WHERE trial_id > 5;`;
    const [before] = await answersAfter('', ['/results/head']);
    const [after] = await answersAfter(sql, ['/results/head']);
    expect(ids(after?.[1] ?? '')).toEqual(ids(before?.[1] ?? ''));
    const [[status, body] = [0, '']] = await answersAfter(sql, ['/trials']);
    expect(body).toContain('the store is damaged: a key of trial is');
    expect(status).toBe(400);
  });
});
