import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import { serveStore } from '../../src/server/serve.ts';
import { resultParts } from '../../src/server/wire/results.ts';
import { openStore } from '../../src/store/store.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { ask, serveSmall, smallStore } from '../support/viewer.ts';

const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';

/** Does something to a store as whoever made it could. */
function tamper(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

test.each([
  [
    'a view without end',
    `ALTER TABLE meta RENAME TO old; CREATE VIEW meta AS ${endless} SELECT i AS key, i AS value FROM n`,
  ],
  ['a virtual table', 'DROP TABLE label; CREATE VIRTUAL TABLE label USING fts5(rater, note)'],
  ['a computed column', 'ALTER TABLE study_revision ADD COLUMN more TEXT GENERATED ALWAYS AS (hex(name))'],
])('a store with %s in place of what is read is turned away in one line', async (_what, sql) => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  tamper(file, sql);
  await expect(serveStore({ store: file, port: 0 })).rejects.toThrow(/is no plain table$/);
  expect(() => openStore(file, 'write')).toThrow(/is no plain table$/);
});

test('whatever else a stranger’s store holds runs nothing, and nothing of the file changes by being looked at', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  tamper(
    file,
    `CREATE VIEW evil AS ${endless} SELECT i FROM n;
     CREATE VIEW extension AS SELECT load_extension('/tmp/evil.so');
     CREATE TRIGGER on_label AFTER INSERT ON label BEGIN DELETE FROM trial; END;
     CREATE TABLE odd (x TEXT DEFAULT (load_extension('/tmp/evil.so')));
     PRAGMA wal_checkpoint(TRUNCATE);`,
  );
  const before = readFileSync(file);
  {
    await using serving = await serveSmall(file);
    const parts = ['head', ...resultParts].map((part) => `/api/results/${part}`);
    for (const path of ['/api/store', '/api/study', '/api/progress', '/api/runs', '/api/conditions', ...parts]) {
      expect((await ask(serving.url, path)).status, path).toBe(200);
    }
  }
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('texts of a store that are no JSON, or not what they should be, give a clean answer', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  tamper(
    file,
    `UPDATE run SET tallies = x'ff00fe';
     UPDATE content SET bytes = CAST('<script>alert(1)</script>' AS BLOB) WHERE id IN (SELECT settings_id FROM study_revision)`,
  );
  await using serving = await serveSmall(file);
  for (const path of [
    '/api/store',
    '/api/study',
    '/api/progress',
    '/api/runs',
    '/api/conditions',
    '/api/results/head',
  ]) {
    const { status, headers, body } = await ask(serving.url, path);
    expect([200, 400, 500], path).toContain(status);
    expect(headers['content-type'], path).toContain('application/json');
    expect(body.toString('utf8'), path).not.toMatch(/\bat .*[/\\].*:\d+:\d+/);
  }
  expect((await ask(serving.url, '/')).status).toBe(200);
});

test.each([
  ['a table that is missing', 'DROP TABLE outcome', /the store is damaged: it has no table "outcome"$/],
  ['a version below all', 'PRAGMA user_version = -3', /the store says that it has version -3, and there is none$/],
])('a store with %s is turned away in one line', async (_what, sql, said) => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  tamper(file, sql);
  await expect(serveStore({ store: file, port: 0 })).rejects.toThrow(said);
});

test('a pipe and a device are no store, and nobody waits for them', async () => {
  using folder = tempFolder();
  execFileSync('mkfifo', [folder.file('pipe')]);
  for (const file of [folder.file('pipe'), '/dev/zero']) {
    await expect(serveStore({ store: file, port: 0 })).rejects.toThrow(/is a pipe or a device, not a store$/);
  }
});

test('a plan that no study can ask for is told as damage before room is made for it', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  tamper(file, 'UPDATE plan_line SET epochs = 1000000000 WHERE position = 1');
  await using serving = await serveSmall(file);
  for (const path of ['/api/progress', '/api/grid', '/api/trials', '/api/results/head']) {
    const { status, body } = await ask(serving.url, path);
    expect(status, path).toBe(400);
    expect(body.toString('utf8'), path).toMatch(/the store is damaged: plan_line 1 of .* has 1000000000 epochs/);
  }
});

test('trials whose ids leap far are counted all the same', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  const asked = ['/api/progress', '/api/results/conditions'];
  const answers = async (): Promise<readonly unknown[]> => {
    await using serving = await serveSmall(file);
    return await Promise.all(
      asked.map(async (path) => JSON.parse((await ask(serving.url, path)).body.toString('utf8'))),
    );
  };
  const before = await answers();
  const far = 2 ** 52;
  tamper(
    file,
    `PRAGMA foreign_keys = OFF;
     UPDATE trial SET id = id + ${far} WHERE id > 5;
     UPDATE outcome SET trial_id = trial_id + ${far} WHERE trial_id > 5;
     UPDATE step SET trial_id = trial_id + ${far} WHERE trial_id > 5;`,
  );
  expect(await answers()).toEqual(before);
});

test('pages of a file that are overwritten are told as damage, with what can be done', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  tamper(file, 'PRAGMA wal_checkpoint(TRUNCATE)');
  const database = new DatabaseSync(file);
  const root = Number(
    database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'outcome'").get()?.['rootpage'],
  );
  const size = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  database.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0x5a, (root - 1) * size, root * size));
  await using serving = await serveSmall(file);
  const { status, body } = await ask(serving.url, '/api/progress');
  expect(status).toBe(400);
  expect(body.toString('utf8')).toMatch(/the store is damaged: .*\.recover/);
});
