import type { DatabaseSync } from 'node:sqlite';

import { tableRules } from './column-rules.ts';
import { damagedStore } from './errors.ts';

/** Looks at the least and the greatest id of every table. @throws ExitpollError on one that no store gives. */
export function checkIds(database: DatabaseSync, file: string): void {
  const present = database.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'").all();
  for (const { name } of present) {
    const table = String(name);
    const { key = [] } = tableRules().get(table) ?? {};
    if (key.length !== 1 || key[0] !== 'id') continue;
    for (const end of ['min', 'max']) {
      const statement = database.prepare(`SELECT ${end}(id) AS id FROM main.${table}`);
      statement.setReadBigInts(true);
      const id = statement.get()?.['id'] ?? null;
      if (id === null || (typeof id === 'bigint' && id > 0n && id <= BigInt(Number.MAX_SAFE_INTEGER))) continue;
      throw damagedStore(file, `${table} ${String(id)} has an id that no store gives`);
    }
  }
}
