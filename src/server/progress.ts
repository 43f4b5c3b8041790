import { setImmediate } from 'node:timers/promises';

import type { OutcomeCounts } from '../analysis/results.ts';
import { outcomes } from '../conversation/outcome.ts';
import { OutcomeTally } from '../store/outcome-tally.ts';
import type { Store } from '../store/store.ts';
import type { StoreWatch } from './live/watch-store.ts';
import { isLarge } from '../store/large-store.ts';
import type { MadeKind, MadeSource } from './made/made-source.ts';
import { plannedConditions, type PlannedCondition } from './planned.ts';
import type { ProgressSource } from './viewer.ts';
import type { ConditionProgress } from './wire/progress.ts';

interface Counted {
  readonly plan: string;
  readonly tally: OutcomeTally;
  /** Of the watch, when everything was counted last. */
  changes: number;
}

const progressKind: MadeKind<readonly ConditionProgress[]> = {
  what: 'progress 1',
  read: (bytes) => JSON.parse(bytes.toString('utf8')) as readonly ConditionProgress[],
};

/** Counts on as a run goes; anew where a plan has changed, or something was written while no run was on. */
export function countedProgress(
  store: Store,
  watch: Pick<StoreWatch, 'state' | 'changes' | 'look'>,
  made: MadeSource,
): ProgressSource {
  const counted = new Map<string, Counted>();
  let turn: Promise<unknown> = Promise.resolve();
  const count = async (study: string): Promise<readonly ConditionProgress[]> => {
    watch.look();
    const { changes } = watch;
    const { running } = watch.state;
    const planned = await plannedConditions(store, study);
    const plan = planText(planned);
    const known = counted.get(study);
    const isGood = known?.plan === plan && (running || known.changes === changes);
    const own = isGood
      ? known
      : {
          plan,
          tally: new OutcomeTally(
            store,
            planned.map(({ condition }) => condition),
          ),
          changes,
        };
    counted.set(study, own);
    // Others get their turn between two chunks.
    const counting = own.tally.catchUp();
    while (counting.next().done !== true) await setImmediate();
    // What changed while a run was on may be more than it stored: looked at once more when it is over.
    if (!running) own.changes = changes;
    return planned.map(({ condition, name }) => progressOf(name, own.tally, condition));
  };
  const countedOrKept = async (study: string): Promise<readonly ConditionProgress[]> => {
    watch.look();
    if (watch.state.running || counted.has(study) || !isLarge(store)) return count(study);
    return made.of(progressKind, study, async () => {
      const value = await count(study);
      return { value, bytes: () => Buffer.from(JSON.stringify(value)) };
    });
  };
  return {
    of: (study) => {
      const counting = turn.then(() => countedOrKept(study));
      turn = counting.catch(() => undefined);
      return counting;
    },
  };
}

function progressOf(
  name: PlannedCondition['name'],
  tally: OutcomeTally,
  condition: PlannedCondition['condition'],
): ConditionProgress {
  const planned = tally.plannedOf(condition);
  const counts = tally.countsOf(condition);
  const ended = counts.reduce((sum, one) => sum + one, 0);
  const byName = Object.fromEntries(outcomes.map((outcome, place) => [outcome, counts[place] ?? 0]));
  return { condition: name, planned, outcomes: { ...byName, pending: Math.max(0, planned - ended) } as OutcomeCounts };
}

/** What of a plan decides which trials are counted where. */
function planText(planned: readonly PlannedCondition[]): string {
  return JSON.stringify(
    planned.map(({ condition: { armId, datasetId, part, epochs, unsupported } }) => [
      armId,
      datasetId,
      part,
      epochs,
      unsupported,
    ]),
  );
}
