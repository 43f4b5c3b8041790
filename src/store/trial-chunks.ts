import type { ExitpollError } from '../base/errors.ts';
import { mostEpochs } from '../conversation/most-epochs.ts';
import type { Store } from './store.ts';

/** Ids read at once. */
export const chunkIds = 16_384;

/** Ids of items are below, and those of arms far below what is left of the exact whole numbers, 2^53. */
const mostItems = 2 ** 32;
const mostArms = 2 ** 20;

/** Trials with ids side by side. */
export interface TrialChunk {
  /** Ids from here; `chunkIds` of them at most. */
  readonly from: number;
  readonly to: number;
  /** Calls back for each trial, in the order of their ids; `place` is how far its id exceeds `from`. */
  readonly each: (visit: (place: number, armId: number, epoch: number, itemId: number) => void) => void;
}

/**
 * A chunk of trials as a few long texts of numbers, two in each: making a row of each trial would take longer than all
 * else, and so would asking of each whether its arm is wanted. What belongs to trials is best read apart, in the order of
 * its own key, since seeking it for each takes longer too.
 */
const trialsSql = `
  SELECT group_concat(id - ? + epoch * ${chunkIds}) AS places,
    group_concat(iif(item_id BETWEEN 1 AND ${mostItems - 1}, arm_id * ${mostItems} + item_id, 0)) AS arms_and_items
  FROM trial NOT INDEXED WHERE id BETWEEN ? AND ?`;

/** All trials, in one pass over the store in the order in which it was written. */
export function* trialChunks(store: Store): Generator<TrialChunk> {
  for (const [from, to] of trialIdChunks(store)) {
    const row = store.statements.get(trialsSql).get(from, from, to);
    const damage = (): ExitpollError => store.damageIn('trial');
    const places = wholeNumbers(row?.['places'], damage);
    if (places.length === 0) continue;
    const armsAndItems = wholeNumbers(row?.['arms_and_items'], damage);
    if (armsAndItems.length !== places.length) throw damage();
    yield {
      from,
      to,
      each: (visit) => {
        for (let index = 0; index < places.length; index += 1) {
          const place = places[index] ?? 0;
          const armAndItem = armsAndItems[index] ?? 0;
          const armId = Math.floor(armAndItem / mostItems);
          const epoch = Math.floor(place / chunkIds);
          if (armId < 1 || armId >= mostArms || epoch < 1 || epoch > mostEpochs) throw damage();
          visit(place % chunkIds, armId, epoch, armAndItem - armId * mostItems);
        }
      },
    };
  }
}

/** The least id of a trial; 0 where there is none. */
export function firstTrialId(store: Store): number {
  return Number(store.statements.get('SELECT coalesce(min(id), 0) AS least FROM trial').get()?.['least']);
}

/** The ids of all trials in ranges, first and last of each. Where ids leap, so do the ranges. */
export function* trialIdChunks(store: Store): Generator<readonly [from: number, to: number]> {
  const least = store.statements.get('SELECT min(id) AS id FROM trial').get()?.['id'] ?? null;
  let from = least === null ? null : Number(least);
  while (from !== null) {
    const to: number = from + chunkIds - 1;
    yield [from, to];
    from = nextTrialId(store, to);
  }
}

/** The least id of a trial above an id; `null` where there is none. */
export function nextTrialId(store: Store, above: number): number | null {
  const next = store.statements.get('SELECT min(id) AS id FROM trial WHERE id > ?').get(above)?.['id'] ?? null;
  return next === null ? null : Number(next);
}

/** The whole numbers of a `group_concat`; none of `NULL`. @throws what `damage` makes where it has anything else. */
export function wholeNumbers(list: unknown, damage: () => Error): readonly number[] {
  const numbers = numberList(list, damage);
  if (!numbers.every(Number.isInteger)) throw damage();
  return numbers;
}

/** The numbers of a `group_concat`; none of `NULL`. @throws what `damage` makes where it has anything else. */
export function numberList(list: unknown, damage: () => Error): readonly number[] {
  if (list === null || list === undefined) return [];
  if (typeof list !== 'string') throw damage();
  try {
    return JSON.parse(`[${list}]`) as number[];
  } catch {
    throw damage();
  }
}
