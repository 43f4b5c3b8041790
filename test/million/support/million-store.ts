import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { MadeCondition, MadeStore } from '../../../bench/viewer/make-store.ts';
import type { Planted } from './planted-texts.ts';

/** A store, and what is known of it because it was made so. */
export interface MillionStore extends MadeStore {
  readonly planted: Planted;
}

/** Makes a store of so many trials in a folder. */
export async function makeMillionStore(folder: string, trials: number): Promise<MillionStore> {
  const script = fileURLToPath(new URL('make-million.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder, String(trials)]);
  return JSON.parse(stdout) as MillionStore;
}

/** How many trials, or bails, some conditions have together. */
export function sumOf(conditions: readonly MadeCondition[], of: 'trials' | 'bails'): number {
  return conditions.reduce((sum, condition) => sum + condition[of], 0);
}
