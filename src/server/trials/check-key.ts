import { damagedStore } from '../../store/sqlite/errors.ts';
import type { Store } from '../../store/store.ts';

/** Keys in columns are below. */
const mostKeys = 2 ** 32;

/** @throws ExitpollError on a key that columns cannot hold: stores count their rows from 1. */
export function checkKey(store: Store, table: 'trial' | 'item' | 'generation', key: number): void {
  if (key < mostKeys && key >= 0) return;
  throw damagedStore(store.file, `a key of ${table} is ${key}, and no store has so many rows`);
}
