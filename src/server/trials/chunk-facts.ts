import type { Store } from '../../store/store.ts';
import { readCodes } from '../../store/read-grids.ts';
import { chunkIds, wholeNumbers } from '../../store/trial-chunks.ts';
import { checkKey } from './check-key.ts';
import type { Numbering } from './numbering.ts';

/** What is known of the trials of a chunk, by their places in it. */
export class ChunkFacts {
  readonly outcome = new Uint8Array(chunkIds);
  readonly flags = new Uint16Array(chunkIds);
  readonly firstReply = new Uint32Array(chunkIds);
  readonly lastReply = new Uint32Array(chunkIds);

  /** Reads the chunk of the ids from one to another, both included. */
  read(store: Store, from: number, to: number, flagSets: Numbering<readonly string[]>): void {
    checkKey(store, 'trial', to);
    for (const column of [this.flags, this.firstReply, this.lastReply]) column.fill(0);
    for (const [place, flags] of readCodes(store, from, to, this.outcome)) {
      this.flags[place] = flagSets.of(flags, () => flags.split(','));
    }
    const steps = store.statements.get(stepsSql).get(from, from, to);
    const damage = (): Error => store.damageIn('step');
    const generations = wholeNumbers(steps?.['generations'], damage);
    for (const [index, place] of wholeNumbers(steps?.['places'], damage).entries()) {
      const generation = generations[index] ?? 0;
      checkKey(store, 'generation', generation);
      if (this.firstReply[place] === 0) this.firstReply[place] = generation;
      this.lastReply[place] = generation;
    }
  }
}

const stepsSql = `
  SELECT group_concat(trial_id - ?) AS places, group_concat(generation_id) AS generations
  FROM step WHERE trial_id BETWEEN ? AND ? AND k >= 0`;
