import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import { tableRules, type ColumnRule } from './column-rules.ts';
import { damagedStore } from './errors.ts';
import { rowText, shownValue } from './row-text.ts';
import { noteOrigin } from './stored-bytes.ts';

type Row = Readonly<Record<string, unknown>>;

/** A column of a result that is one of a table of ours. */
interface CheckedColumn {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly rule: ColumnRule;
  readonly mayBeNull: boolean;
}

/**
 * Has a statement look at every value it reads: a stranger's store may hold anything anywhere, whatever its tables say.
 * What is worked out in SQL is not seen here (`Store.damageIn`).
 *
 * @returns the statement; it throws ExitpollError, with the table and the row, on a value that its column cannot have.
 */
export function checkedStatement(database: DatabaseSync, file: string, sql: string): StatementSync {
  const statement = database.prepare(sql);
  const get = statement.get.bind(statement);
  const all = statement.all.bind(statement);
  const iterate = statement.iterate.bind(statement);
  let columns: readonly CheckedColumn[] | null = null;
  const check = (row: Row): Row => {
    columns ??= checkedColumns(statement, sql);
    for (const one of columns) {
      const value = row[one.name];
      if (value === null ? !one.mayBeNull : !isOf(one.rule, value)) throw damage(database, file, columns, one, row);
      if (one.rule.kind === 'BLOB' && value instanceof Uint8Array) {
        const known = columns;
        noteOrigin(value, { file, column: one.column, row: () => rowOf(database, known, one, row) });
      }
    }
    return row;
  };
  const asked = <Result>(values: readonly SQLInputValue[], ask: () => Result): Result => {
    try {
      return ask();
    } catch (error) {
      const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_OUT_OF_RANGE';
      throw isTooLarge ? tooLarge(database, file, sql, values) : error;
    }
  };
  return Object.assign(statement, {
    get: (...values: SQLInputValue[]) => {
      const row = asked(values, () => get(...values)) as Row | undefined;
      return row === undefined ? undefined : check(row);
    },
    all: (...values: SQLInputValue[]) => (asked(values, () => all(...values)) as Row[]).map(check),
    *iterate(...values: SQLInputValue[]) {
      const rows = asked(values, () => iterate(...values)) as unknown as Iterator<Row>;
      try {
        for (let next = asked(values, () => rows.next()); next.done !== true; next = asked(values, () => rows.next())) {
          yield Array.isArray(next.value) ? next.value : check(next.value);
        }
      } finally {
        rows.return?.();
      }
    },
  });
}

function checkedColumns(statement: StatementSync, sql: string): readonly CheckedColumn[] {
  // What an outer join does not find is NULL, whatever the column may hold.
  const isOuter = /\bleft join\b/i.test(sql);
  const rules = tableRules();
  return statement.columns().flatMap(({ name, table, column }): readonly CheckedColumn[] => {
    const rule = rules.get(table ?? '')?.columns.get(column ?? '');
    if (rule === undefined || table === null || column === null) return [];
    return [{ name, table, column, rule, mayBeNull: isOuter || rule.isNullable }];
  });
}

function isOf({ kind, values, range }: ColumnRule, value: unknown): boolean {
  switch (kind) {
    case 'INTEGER':
      return Number.isSafeInteger(value) && (range === null || isWithin(range, value as number));
    case 'REAL':
      return typeof value === 'number';
    case 'TEXT':
      return typeof value === 'string' && (values === null || values.has(value));
    case 'BLOB':
      return value instanceof Uint8Array;
    default:
      return kind satisfies never;
  }
}

function isWithin({ least, most }: { readonly least: number; readonly most: number }, value: number): boolean {
  return value >= least && value <= most;
}

function damage(
  database: DatabaseSync,
  file: string,
  columns: readonly CheckedColumn[],
  one: CheckedColumn,
  row: Row,
): Error {
  const found = rowOf(database, columns, one, row);
  return damagedStore(file, `${found} has ${shownValue(row[one.name])} as ${one.column}`);
}

/** A row by what tells it apart: as it stands in the result, or else the first of the table that has such a value. */
function rowOf(
  database: DatabaseSync,
  columns: readonly CheckedColumn[],
  { name, table, column }: CheckedColumn,
  row: Row,
): string {
  const { key = [] } = tableRules().get(table) ?? {};
  const inResult = (part: string): string | undefined =>
    columns.find((one) => one.table === table && one.column === part)?.name;
  if (key.every((part) => inResult(part) !== undefined))
    return rowText(table, key, (part) => row[inResult(part) ?? '']);
  const statement = database.prepare(`SELECT ${key.join(', ')} FROM main.${table} WHERE ${column} IS ? LIMIT 1`);
  const found = statement.get((row[name] ?? null) as SQLInputValue);
  return rowText(table, key, (part) => found?.[part]);
}

/** Says where a number stands that no number of JavaScript is. */
function tooLarge(database: DatabaseSync, file: string, sql: string, values: readonly SQLInputValue[]): Error {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  const columns = checkedColumns(statement, sql);
  for (const row of statement.iterate(...values)) {
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== 'bigint' || Number.isSafeInteger(Number(value))) continue;
      const one = columns.find((column) => column.name === name);
      return one === undefined
        ? damagedStore(file, `a number in it is ${value}`)
        : damage(database, file, columns, one, row);
    }
  }
  return damagedStore(file, 'a number in it is too large');
}
