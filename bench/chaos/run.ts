import { join } from 'node:path';

import { seededRandom } from '../../src/base/random.ts';
import { interruptionOf, type Interruption } from './interruption.ts';
import type { Seen } from './messages.ts';
import { startClient, type ChaosServer, type ClientEnd } from './processes.ts';
import type { SmallDisk } from './small-disk.ts';
import { durableKeys } from './store-facts.ts';

export interface DisturbedRun {
  readonly server: ChaosServer;
  /** Where `study.yaml` is. */
  readonly dir: string;
  readonly store: string;
  /** Where the store is, if it can be filled. */
  readonly disk: SmallDisk | null;
  readonly seed: number;
  readonly kills: number;
  /** Different requests the study takes. */
  readonly calls: number;
  readonly concurrency: number;
  readonly log: (line: string) => void;
}

export interface DisturbedEnd {
  readonly interruptions: readonly Interruption[];
  /** What the client said when the disk was full; `null` where none could be filled. */
  readonly atFullDisk: ClientEnd | null;
  /** Runs that ended by themselves with work left or trials in error, and were simply started again. */
  readonly restarts: number;
  readonly last: ClientEnd;
  readonly seen: Seen;
}

/** A run that cannot be finished in so many tries never will be. */
const mostRestarts = 20;

/** Runs the study to its end, through kills at progress drawn by the seed and one full disk. */
export async function runDisturbed(run: DisturbedRun): Promise<DisturbedEnd> {
  const random = seededRandom(['chaos', run.seed]);
  const moments = Array.from({ length: run.kills }, (): Interruption['kind'] => 'killed');
  if (run.disk !== null) moments.splice(random.below(run.kills), 0, 'disk full');
  const points = moments.map(() => 1 + random.below(Math.floor(run.calls * 0.95))).sort((one, other) => one - other);
  const interruptions: Interruption[] = [];
  let atFullDisk: ClientEnd | null = null;
  let restarts = 0;
  for (const [index, kind] of moments.entries()) {
    for (;;) {
      const from = (await run.server.seen()).entries.length;
      const client = started(run);
      const reached = run.server.answered(points[index] ?? 0).then(() => null);
      const early = await Promise.race([client.ended, reached]);
      if (early !== null) {
        restarts += 1;
        run.log(`a run ended by itself (${early.code}): ${early.said.at(-1)}`);
        if (restarts > mostRestarts) throw new Error(`the study does not come to its end: ${early.said.join('\n')}`);
        continue;
      }
      const at = Date.now();
      if (kind === 'killed') client.kill();
      else run.disk?.fill();
      const end = await client.ended;
      if (kind === 'disk full') {
        atFullDisk = end;
        run.disk?.free();
      } else if (end.code !== null) throw new Error(`ended with ${end.code} before it could be killed`);
      const seen = await run.server.seen();
      const interruption = interruptionOf(kind, seen, new Set(durableKeys(run.store).keys()), from, at);
      interruptions.push(interruption);
      run.log(
        `${kind} at ${points[index]} of ${run.calls} calls answered: ${interruption.inFlight.size} in flight, ` +
          `${interruption.answered} of them answered and not yet stored`,
      );
      break;
    }
  }
  for (;;) {
    const last = await started(run).ended;
    if (last.code === 0) return { interruptions, atFullDisk, restarts, last, seen: await run.server.seen() };
    restarts += 1;
    run.log(`a run ended with ${last.code}: ${last.said.at(-1)}`);
    if (restarts > mostRestarts) throw new Error(`the study does not come to its end: ${last.said.join('\n')}`);
  }
}

function started({ dir, store, concurrency }: DisturbedRun): ReturnType<typeof startClient> {
  const words = ['run', join(dir, 'chaos.yaml'), '--store', store, '--concurrency', String(concurrency)];
  return startClient(words, dir);
}
