import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import { migrations } from '../../src/store/sqlite/schema.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runWith, told } from '../support/library-run.ts';
import { damage, queryNumber } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

const study: StudyInput = {
  name: 'old',
  models: ['sim:even'],
  datasets: ['neutral'],
  methods: ['baseline', 'bail-prompt'],
};

const columns: Readonly<Record<string, readonly string[]>> = {
  dataset_item: ['conversation_id'],
  generation: ['cached_tokens'],
  outcome: ['bail_probability', 'neither_probability'],
  attempt: ['prompt_tokens', 'completion_tokens'],
  plan_line: ['half_width', 'min_epochs', 'stopped_epochs'],
};

/** A finished run in a store made by the first schema alone, as the first version of this program left it. */
async function oldStore(folder: TempFolder): Promise<string> {
  const present = folder.file('present.sqlite');
  {
    await using store = openStore(present);
    await runWith(store, study, folder.path);
  }
  const file = folder.file('old.sqlite');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA page_size = 16384; PRAGMA application_id = 0x4558504c;');
  database.exec(migrations[0] ?? '');
  database.prepare('ATTACH ? AS present').run(present);
  const tables = database.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) {
    const kept = database
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(String(name))
      .map((row) => String(row['name']))
      .join(', ');
    const where = name === 'meta' ? "WHERE key <> 'id'" : '';
    database.exec(`INSERT INTO main.${String(name)} (${kept}) SELECT ${kept} FROM present.${String(name)} ${where}`);
  }
  database.exec('DETACH present; PRAGMA user_version = 1');
  database.close();
  return file;
}

test('a store of the first version can be read as it is, and tells the same', async () => {
  using folder = tempFolder();
  const file = await oldStore(folder);
  await using present = openStore(folder.file('present.sqlite'), 'read');
  await using old = openStore(file, 'read');
  const [now, before] = [await told(present), await told(old)];
  expect({ ...before.results, createdAt: null }).toEqual({ ...now.results, createdAt: null });
  expect(before.trials).toEqual(now.trials);
  expect(queryNumber(file, 'PRAGMA user_version')).toBe(1);
});

test('one that is opened for writing is brought up to date, and goes on as if it had always been', async () => {
  using folder = tempFolder();
  const file = await oldStore(folder);
  {
    await using store = openStore(file);
    expect(await runWith(store, study, folder.path)).toMatchObject({ ending: 'nothing-to-do' });
    expect(await runWith(store, { ...study, epochs: 2 }, folder.path)).toMatchObject({ ending: 'done', errors: 0 });
    expect((await analyze(store, {})).studies).toHaveLength(1);
    expect(store.id).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(queryNumber(file, 'PRAGMA user_version')).toBe(migrations.length);
  for (const [table, names] of Object.entries(columns)) {
    for (const name of names) {
      expect(queryNumber(file, `SELECT count(*) FROM pragma_table_info('${table}') WHERE name = '${name}'`)).toBe(1);
    }
  }
  expect(await damage(file)).toEqual([]);
});
