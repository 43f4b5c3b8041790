import type { DatabaseSync } from 'node:sqlite';

import type { ExitpollError } from '../../base/errors.ts';
import { tableRules, type ColumnRule } from './column-rules.ts';
import { damagedStore } from './errors.ts';
import { rowText, shownValue } from './row-text.ts';

/** Looks through a table for a row with a value that its column cannot have. @returns an error that names it. */
export function damageIn(database: DatabaseSync, file: string, table: string): ExitpollError {
  const { columns, key } = tableRules().get(table) ?? { columns: new Map<string, ColumnRule>(), key: [] };
  const present = new Set(
    database
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map(({ name }) => name),
  );
  for (const [column, rule] of columns) {
    if (!present.has(column)) continue;
    const statement = database.prepare(
      `SELECT ${key.join(', ')}, ${column} AS odd FROM main.${table} WHERE ${oddSql(column, rule)} LIMIT 1`,
    );
    statement.setReadBigInts(true);
    const row = statement.get();
    if (row === undefined) continue;
    return damagedStore(file, `${rowText(table, key, (part) => row[part])} has ${shownValue(row['odd'])} as ${column}`);
  }
  return damagedStore(file, `what stands in ${table} cannot be counted`);
}

function oddSql(column: string, { kind, isNullable, values, range }: ColumnRule): string {
  const types = { INTEGER: "'integer'", REAL: "'real', 'integer'", TEXT: "'text'", BLOB: "'blob'" }[kind];
  const odd = [`typeof(${column}) NOT IN (${types})`];
  if (values !== null) odd.push(`${column} NOT IN (${[...values].map((value) => `'${value}'`).join(', ')})`);
  if (range !== null) odd.push(`${column} NOT BETWEEN ${range.least} AND ${range.most}`);
  const any = odd.join(' OR ');
  return isNullable ? `${column} IS NOT NULL AND (${any})` : any;
}
