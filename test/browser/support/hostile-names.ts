import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** What every name ends with: marks that turn, hide and cut what stands around them. */
const hidden = '\u202e\u200b\u001b[2J\ufeff\u2066';

/** Code that would tell on itself if a page ever ran it. */
const attack = "window.attacked=true;alert('attacked')";

/** Names as somebody writes them who wants a page, an address or a spreadsheet to stumble. */
const names: readonly string[] = [
  `<img src=x onerror="${attack}">`,
  `"><script>${attack}</script>`,
  '</title></script><style>*{display:none}</style>',
  `[click](javascript:${attack})`,
  "=cmd|'/C calc'!A0",
  '__proto__',
  'constructor',
  'a/b?c#d&e%f%2e%2e"\\',
  'x'.repeat(2000),
  'none',
];

/** Where a name may be chosen freely. */
const places = [
  ['study_revision', 'name'],
  ['audit_stratum', 'study'],
  ['plan_line', 'model_label'],
  ['plan_line', 'lead_in'],
  ['plan_line', 'wording'],
  ['plan_line', 'unsupported'],
  ['plan_follow_up', 'label'],
  ['dataset', 'label'],
  ['dataset_item', 'name'],
  ['dataset_item', 'cluster'],
  ['dataset_item', 'category'],
  ['model', 'name'],
  ['generation', 'served_model'],
  ['label', 'rater'],
] as const;

/** Copies a store and gives everything in it that has a name a hostile one, the same wherever it stands. */
export function renameAll(store: string, target: string): void {
  copyFileSync(store, target);
  const database = new DatabaseSync(target, { enableForeignKeyConstraints: false });
  const renamed = new Map<string, string>();
  database.exec('BEGIN');
  for (const [table, column] of places) {
    const rename = database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`);
    for (const { name } of database.prepare(`SELECT DISTINCT ${column} AS name FROM ${table}`).all()) {
      if (typeof name !== 'string') continue;
      const known = renamed.get(name) ?? `${names[renamed.size % names.length]}${renamed.size}${hidden}`;
      renamed.set(name, known);
      rename.run(known, name);
    }
  }
  database.exec('COMMIT');
  database.close();
}
