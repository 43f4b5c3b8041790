import { uniformOf } from '../base/random.ts';
import { outcomes, type Outcome } from '../conversation/outcome.ts';
import { auditStrata, isStratumOf, putStrata, type AuditStratum } from '../store/audit-samples.ts';
import { hashHex } from '../store/bytes.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { gridKey, outcomeIn, type OutcomeGrid } from '../store/outcome-grid.ts';
import { readGrids } from '../store/read-grids.ts';
import type { Store } from '../store/store.ts';
import { isAudited } from './audited.ts';
import { LowestKeys } from './lowest-keys.ts';

/** How much of each condition is to be read. */
export interface SampleSizes {
  /** Trials that count as bails, and others of the rate, from 0. */
  readonly bails: number;
  readonly others: number;
}

/**
 * Draws trials of each condition to be read: so many of its bails, so many of the other trials of its rate, each
 * without replacement and with equal chances. Which ones is a function of the seed and of what the trials are, so that
 * a larger sample holds a smaller one, and another store with the same trials gives the same. What was drawn of these
 * conditions before gives way; labels stay.
 *
 * @param conditions those without an exit to audit are left out.
 */
export function drawSample(
  store: Store,
  study: string,
  conditions: readonly StoredCondition[],
  options: SampleSizes & { readonly seed: number; readonly now: number },
): readonly AuditStratum[] {
  const audited = conditions.filter(isAudited);
  const grids = readGrids(store, audited, () => false);
  const strata = audited.flatMap((condition) => {
    const grid = grids.get(gridKey(condition));
    return grid === undefined ? [] : strataOf(store, study, condition, grid, options);
  });
  putStrata(store, strata);
  return strata;
}

/** The samples of some conditions of a study. */
export function drawnStrata(
  store: Store,
  study: string,
  conditions: readonly StoredCondition[],
): readonly AuditStratum[] {
  const strata = auditStrata(store, study);
  return conditions.flatMap((condition) => strata.filter((stratum) => isStratumOf(stratum, condition)));
}

const othersOfRate: ReadonlySet<Outcome> = new Set(['continue', 'unparsed', 'truncated']);

function strataOf(
  store: Store,
  study: string,
  condition: StoredCondition,
  { membership, cells, epochs }: OutcomeGrid,
  { bails, others, seed, now }: SampleSizes & { readonly seed: number; readonly now: number },
): AuditStratum[] {
  const { armId, datasetId, part } = condition;
  const items = itemsOf(store, datasetId);
  const arm = armHash(store, armId);
  const kinds = [
    { bail: true, wanted: bails, drawn: new LowestKeys<Place>(bails) },
    { bail: false, wanted: others, drawn: new LowestKeys<Place>(others) },
  ] as const;
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    for (const row of membership.rows[part]) {
      const outcome = outcomes[outcomeIn(cells[(epoch - 1) * membership.size + row] ?? 0, 'strict') - 1];
      const item = items[row];
      if (outcome === undefined || item === undefined) continue;
      const kind = outcome === 'bail' ? kinds[0] : othersOfRate.has(outcome) ? kinds[1] : null;
      kind?.drawn.add(uniformOf(['audit', seed, arm, item.hash, epoch]), { epoch, itemId: item.id, outcome });
    }
  }
  const trialId = store.statements.get('SELECT id FROM trial WHERE arm_id = ? AND epoch = ? AND item_id = ?');
  return kinds.map(({ bail, wanted, drawn }) => ({
    study,
    armId,
    datasetId,
    part,
    bail,
    wanted,
    population: drawn.seen,
    seed,
    drawnAt: now,
    trials: drawn.lowest().map(({ epoch, itemId, outcome }) => ({
      trialId: Number(trialId.get(armId, epoch, itemId)?.['id']),
      outcome,
    })),
  }));
}

interface Place {
  readonly epoch: number;
  readonly itemId: number;
  readonly outcome: Outcome;
}

function itemsOf(store: Store, datasetId: number): readonly { readonly id: number; readonly hash: string }[] {
  return store.statements
    .get(
      'SELECT i.id, i.hash FROM dataset_item m JOIN item i ON i.id = m.item_id WHERE m.dataset_id = ? ORDER BY m.position',
    )
    .all(datasetId)
    .map((row) => ({ id: Number(row['id']), hash: hashHex(row['hash'] as Uint8Array) }));
}

/** What tells an arm from others, in any store. */
export function armHash(store: Store, armId: number): string {
  return hashHex(store.statements.get('SELECT hash FROM arm WHERE id = ?').get(armId)?.['hash'] as Uint8Array);
}
