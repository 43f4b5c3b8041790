import { sleep } from '../base/clock.ts';
import type { GroupCommit } from '../store/group-commit.ts';

/** A store that refused to be written, and what became of the replies it refused. */
export interface StoreFailure {
  readonly error: unknown;
  /** Replies that had come in and could not be kept. */
  readonly lost: number;
}

export interface RescueOptions {
  readonly tries: number;
  readonly delayMs: number;
}

/**
 * After a failed commit: holds what comes in and tries again for a while, in case room is made; then gives up.
 * Calls still in flight by then end in the same refusal.
 */
export async function rescueStore(writer: GroupCommit, options: RescueOptions): Promise<void> {
  for (let attempt = 0; attempt < options.tries; attempt += 1) {
    await sleep(options.delayMs);
    if (writer.retry()) return;
  }
  writer.giveUp();
}
