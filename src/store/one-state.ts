import type { Store } from './store.ts';
import { storeStamp } from './store-stamp.ts';

/** Which state of a store is read: equal where nothing was written in between. */
export type StoreState = string;

/**
 * Has all that is read from now on be of one state of the store, whatever a run writes meanwhile: numbers must add up.
 * For a store that was opened to be read, before anything is read of it, once.
 */
export function holdState(store: Store): StoreState {
  const before = storeStamp(store.file);
  store.statements.get('BEGIN').run();
  // The state is that of the first read.
  store.statements.get('SELECT count(*) FROM meta').get();
  return before;
}

/** The same, where the store is still in that state. @returns whether it is; nothing else must be read if not. */
export function holdSameState(store: Store, state: StoreState): boolean {
  store.statements.get('BEGIN').run();
  store.statements.get('SELECT count(*) FROM meta').get();
  return storeStamp(store.file) === state;
}
