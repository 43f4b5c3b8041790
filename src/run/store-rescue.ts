import { sleep } from '../base/clock.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { KeptReplies, Spill } from '../store/spill.ts';

/** A store that refused to be written, and what became of the replies it refused. */
export interface StoreFailure {
  readonly error: unknown;
  /** Replies that had come in and could not be kept. */
  readonly lost: number;
  /** Where replies are that the store refused, and how many; the next run on the store reads them in. */
  readonly spilled: readonly KeptReplies[];
}

export interface RescueOptions {
  readonly tries: number;
  readonly delayMs: number;
}

/**
 * After a failed commit: holds what comes in and tries again for a while, in case room is made; then gives up, and
 * writes the replies that are held, and those that still come in, to the spill file.
 */
export async function rescueStore(writer: GroupCommit, options: RescueOptions, spill: Spill): Promise<void> {
  for (let attempt = 0; attempt < options.tries; attempt += 1) {
    await sleep(options.delayMs);
    if (writer.retry()) return;
  }
  writer.giveUp((records) => spill.keep(records));
}
