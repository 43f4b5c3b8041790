import { openStore } from '../../src/index.ts';

/** What the database alone takes for what the viewer is asked, in milliseconds of wall time: no columns, no index. */
export interface BySql {
  /** The fifty bails behind the first thousand. */
  readonly page: number;
  /** How many trials ended how. */
  readonly counts: number;
  /** A pass over all replies that looks for a word. */
  readonly search: number;
}

/** Asks a store in plain SQL, each query once, the file's pages being in memory. */
export async function timeSql(file: string): Promise<BySql> {
  await using store = openStore(file, 'read');
  const time = (sql: string): number => {
    const begun = performance.now();
    store.statements.fresh(sql).all();
    return performance.now() - begun;
  };
  const trials = `FROM trial t JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict'`;
  return {
    page: time(
      `SELECT t.id ${trials} WHERE o.outcome = 'bail' ORDER BY t.arm_id, t.epoch, t.item_id LIMIT 50 OFFSET 1000`,
    ),
    counts: time(`SELECT t.arm_id, o.outcome, count(*) ${trials} GROUP BY t.arm_id, o.outcome`),
    search: time(`SELECT count(*) FROM generation WHERE instr(reply, CAST('harbour' AS BLOB)) > 0`),
  };
}
