import { passageOf } from '../analysis/passages.ts';
import { uniformOf } from '../base/random.ts';
import {
  passageKinds,
  passageStrata,
  putPassageStrata,
  type DrawnPassages,
  type PassageStratum,
} from '../store/audit-passages.ts';
import { isStratumOf } from '../store/audit-samples.ts';
import { hashHex } from '../store/bytes.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { gridKey, type OutcomeGrid } from '../store/outcome-grid.ts';
import { readGrids } from '../store/read-grids.ts';
import type { Store } from '../store/store.ts';
import { transcriptsReader, type Transcripts } from '../store/transcripts.ts';
import { isAudited } from './audited.ts';
import { armHash, type SampleSizes } from './draw-sample.ts';
import { LowestKeys } from './lowest-keys.ts';

/**
 * Draws conversations of each condition to be read as a whole: so many with a bail, so many without one, so many without
 * one in which a turn gave no answer. Within each kind without replacement and with equal chances, once an epoch; which
 * ones is a function of the seed and of what they are, as with `drawSample`.
 *
 * @param conditions those without an exit to audit, and on datasets of which not every turn is asked about, are left out.
 */
export function drawPassages(
  store: Store,
  study: string,
  conditions: readonly StoredCondition[],
  options: SampleSizes & { readonly seed: number; readonly now: number },
): readonly PassageStratum[] {
  const audited = conditions.filter(isAudited);
  const grids = readGrids(store, audited, () => false, 'strict');
  const transcriptsOf = transcriptsReader(store);
  const drawn = audited.flatMap((condition) => {
    const grid = grids.get(gridKey(condition)) ?? null;
    const transcripts = transcriptsOf({ condition, grid });
    if (grid === null || transcripts === null || transcripts.count === 0) return [];
    return strataOf(store, study, condition, { grid, transcripts }, options);
  });
  putPassageStrata(store, drawn);
  return drawnPassages(store, study, audited);
}

/** The samples of conversations of some conditions of a study. */
export function drawnPassages(
  store: Store,
  study: string,
  conditions: readonly StoredCondition[],
): readonly PassageStratum[] {
  const strata = passageStrata(store, study);
  return conditions.flatMap((condition) => strata.filter((stratum) => isStratumOf(stratum, condition)));
}

function strataOf(
  store: Store,
  study: string,
  { armId, datasetId, part }: StoredCondition,
  { grid, transcripts }: { readonly grid: OutcomeGrid; readonly transcripts: Transcripts },
  { bails, others, seed, now }: SampleSizes & { readonly seed: number; readonly now: number },
): readonly DrawnPassages[] {
  const arm = armHash(store, armId);
  const hash = store.statements.get('SELECT hash FROM conversation WHERE id = ?');
  const wanted = { bail: bails, stay: others, open: others };
  const kinds = passageKinds.map((kind) => ({
    kind,
    drawn: new LowestKeys<{ index: number; epoch: number }>(wanted[kind]),
  }));
  for (const [index, id] of transcripts.ids.entries()) {
    const conversation = hashHex(hash.get(id)?.['hash'] as Uint8Array);
    for (let epoch = 1; epoch <= grid.epochs; epoch += 1) {
      const kind = passageOf(grid, transcripts, index, epoch)?.kind;
      kinds
        .find((one) => one.kind === kind)
        ?.drawn.add(uniformOf(['audit conversations', seed, arm, conversation, epoch]), { index, epoch });
    }
  }
  return kinds.map(({ kind, drawn }) => ({
    study,
    armId,
    datasetId,
    part,
    kind,
    wanted: wanted[kind],
    population: drawn.seen,
    seed,
    drawnAt: now,
    passages: drawn.lowest().map(({ index, epoch }) => ({ conversationId: transcripts.ids[index] ?? 0, epoch })),
  }));
}
