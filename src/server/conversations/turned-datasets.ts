import { ExitpollError } from '../../base/errors.ts';
import { readMembership, type Membership } from '../../store/membership.ts';
import type { Store } from '../../store/store.ts';
import { readTranscripts, type Transcripts } from '../../store/transcripts.ts';
import type { PlannedCondition } from '../planned.ts';

/** A dataset of which every user turn is an item. */
export interface TurnedDataset {
  /** As conditions call it. */
  readonly label: string;
  readonly datasetId: number;
  readonly membership: Membership;
  readonly transcripts: Transcripts;
  readonly conditions: readonly PlannedCondition[];
}

/** The datasets of conditions that have conversations of turns, in the plan's order. */
export function turnedDatasets(store: Store, planned: readonly PlannedCondition[]): readonly TurnedDataset[] {
  const byLabel = Map.groupBy(planned, ({ name }) => name.dataset);
  return [...byLabel].flatMap(([label, conditions]) => {
    const [first] = conditions;
    if (first === undefined) return [];
    const { datasetId, part } = first.condition;
    const membership = readMembership(store, datasetId);
    const transcripts = readTranscripts(store, datasetId, membership, part);
    if (transcripts === null || transcripts.count === 0) return [];
    return [{ label, datasetId, membership, transcripts, conditions }];
  });
}

/**
 * The dataset of this name; the first unless one is named; `null` where there are none.
 *
 * @throws ExitpollError when there is none of this name.
 */
export function turnedDataset(datasets: readonly TurnedDataset[], wanted: string | undefined): TurnedDataset | null {
  if (wanted === undefined) return datasets[0] ?? null;
  const found = datasets.find(({ label }) => label === wanted);
  if (found !== undefined) return found;
  throw new ExitpollError(`the study has no conversations called "${wanted}"`, {
    code: 'no-such-dataset',
    hint:
      datasets.length === 0
        ? 'None of its datasets asks about every turn.'
        : `It has: ${datasets.map(({ label }) => label).join(', ')}.`,
  });
}
