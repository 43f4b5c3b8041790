import type { ExitpollError } from '../base/errors.ts';
import { mostEpochs } from '../conversation/most-epochs.ts';
import type { Store } from './store.ts';

/** Ids read at once. */
export const chunkIds = 16_384;

/** What ids of items and of arms are below: a store that has others is damaged. */
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
 * A chunk of trials as a few long texts of numbers: making a row of each trial would take longer than all else, and so
 * would asking of each whether its arm is wanted. Small numbers are read several times faster than large ones, so that
 * nothing is packed; and ids that leave none out need no list. What belongs to trials is best read apart, in the order
 * of its own key, since seeking it for each takes longer too.
 */
const trialsSql = `
  SELECT count(*) AS n, min(id) AS first, max(id) AS last, group_concat(arm_id) AS arms, group_concat(epoch) AS epochs,
    group_concat(item_id) AS items
  FROM trial NOT INDEXED WHERE id BETWEEN ? AND ?`;
const placesSql = 'SELECT group_concat(id - ?) AS places FROM trial NOT INDEXED WHERE id BETWEEN ? AND ?';

/** All trials, in one pass over the store in the order in which it was written. */
export function* trialChunks(store: Store): Generator<TrialChunk> {
  for (const [from, to] of trialIdChunks(store)) {
    const row = store.statements.get(trialsSql).get(from, to);
    const count = Number(row?.['n']);
    if (count === 0) continue;
    const damage = (): ExitpollError => store.damageIn('trial');
    const [arms = [], epochs = [], items = []] = ['arms', 'epochs', 'items'].map((name) =>
      wholeNumbers(row?.[name], damage),
    );
    const places = placesFrom(Number(row?.['first']) - from, Number(row?.['last']) - from, count, () =>
      wholeNumbers(store.statements.get(placesSql).get(from, from, to)?.['places'], damage),
    );
    if ([arms, epochs, items, places].some(({ length }) => length !== count)) throw damage();
    yield {
      from,
      to,
      each: (visit) => {
        for (let index = 0; index < count; index += 1) {
          const [armId, epoch, itemId] = [arms[index] ?? 0, epochs[index] ?? 0, items[index] ?? 0];
          if (armId < 1 || armId >= mostArms || epoch < 1 || epoch > mostEpochs) throw damage();
          if (itemId < 1 || itemId >= mostItems) throw damage();
          visit(places[index] ?? 0, armId, epoch, itemId);
        }
      },
    };
  }
}

/** The places of so many ids from the first to the last: those between them where they leave none out, else as read. */
export function placesFrom(
  first: number,
  last: number,
  count: number,
  read: () => readonly number[],
): ArrayLike<number> & Iterable<number> {
  if (last - first + 1 !== count) return read();
  const places = new Uint16Array(count);
  for (let index = 0; index < count; index += 1) places[index] = first + index;
  return places;
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
