import { DatabaseSync } from 'node:sqlite';

import { mostEpochs } from '../../conversation/most-epochs.ts';
import { methodNames, orders } from '../../conversation/exit.ts';
import { outcomes } from '../../conversation/outcome.ts';
import { migrations } from './schema.ts';

/** What a column of a store may hold. */
export interface ColumnRule {
  readonly kind: 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB';
  readonly isNullable: boolean;
  /** What it may say; anything where `null`. */
  readonly values: ReadonlySet<string> | null;
  /** Numbers that it may be, both included; any where `null`. */
  readonly range: { readonly least: number; readonly most: number } | null;
}

/** The columns of a table, and those that tell its rows apart. */
export interface TableRules {
  readonly columns: ReadonlyMap<string, ColumnRule>;
  readonly key: readonly string[];
}

/** Columns that say one of a few words. */
const words: Readonly<Record<string, readonly string[]>> = {
  'outcome.outcome': outcomes,
  'arm.method': methodNames,
  'arm.answer_order': orders,
};

/** Turns of a conversation are fewer. */
const mostTurns = 1_000_000;

/** Columns whose numbers others are counted up to, so that a wrong one would take memory or time without end. */
const ranges: Readonly<Record<string, ColumnRule['range']>> = {
  'trial.epoch': { least: 1, most: mostEpochs },
  'passage.epoch': { least: 1, most: mostEpochs },
  'plan_follow_up.draws': { least: 0, most: mostEpochs },
  'item.turn': { least: 0, most: mostTurns },
  'item.messages': { least: 0, most: mostTurns },
  'dataset_shared.turn': { least: 0, most: mostTurns },
};

/** What a date can be, in milliseconds. */
const everyTime = { least: -8.64e15, most: 8.64e15 };

let known: ReadonlyMap<string, TableRules> | null = null;

/** The rules of every table that a store has, by its name. A stranger's store may declare them otherwise. */
export function tableRules(): ReadonlyMap<string, TableRules> {
  return (known ??= readRules());
}

function readRules(): ReadonlyMap<string, TableRules> {
  const database = new DatabaseSync(':memory:');
  try {
    for (const migration of migrations) database.exec(migration);
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return new Map(tables.map(({ name }) => [String(name), rulesOf(database, String(name))]));
  } finally {
    database.close();
  }
}

function rulesOf(database: DatabaseSync, table: string): TableRules {
  const found = database.prepare('SELECT name, type, "notnull" AS required, pk FROM pragma_table_info(?)').all(table);
  const columns = found.map(({ name, type, required, pk }): [string, ColumnRule] => [
    String(name),
    {
      kind: type as ColumnRule['kind'],
      isNullable: required === 0 && pk === 0,
      values: wordSet(words[`${table}.${String(name)}`]),
      range: ranges[`${table}.${String(name)}`] ?? (String(name).endsWith('_at') ? everyTime : null),
    },
  ]);
  const key = found.filter(({ pk }) => pk !== 0).toSorted((one, other) => Number(one['pk']) - Number(other['pk']));
  return { columns: new Map(columns), key: key.map(({ name }) => String(name)) };
}

function wordSet(list: readonly string[] | undefined): ReadonlySet<string> | null {
  return list === undefined ? null : new Set(list);
}
