import type { TrialRecord } from '../../analysis/results.ts';
import type { Selection } from '../../analysis/selection.ts';
import { trialRecords } from '../../analysis/trial-records.ts';
import type { Store } from '../../store/store.ts';

/** Where a trial stands between leaving and refusing. */
export const corners = ['no-refusal-bail', 'no-bail-refusal', 'refusal-bail', 'neither'] as const;
export type Corner = (typeof corners)[number];

/** What each corner means. */
export const cornerMeanings: { readonly [corner in Corner]: string } = {
  'no-refusal-bail': 'leaves, and does not refuse',
  'no-bail-refusal': 'refuses, and does not leave',
  'refusal-bail': 'leaves, and refuses',
  neither: 'neither leaves nor refuses',
};

/** An item in one corner of a condition. */
export interface CornerItem {
  readonly item: string;
  readonly category: string | null;
  /** The last user turn. */
  readonly asked: string;
  /** Trials on it in this corner; the first of them. */
  trials: number;
  readonly first: CornerTrial;
}

/** What a scorer says of the reply. */
export type Refusal = Pick<TrialRecord['refusals'][number], 'scorer' | 'version' | 'label' | 'why' | 'score'>;

/** A trial in a corner, and the reply the refusal was read in. */
export interface CornerTrial {
  readonly record: TrialRecord;
  readonly refusal: Refusal;
  /** The reply of the baseline, where refusals are read in that; `null` where in the trial's own. */
  readonly baselineReply: string | null;
}

/** The corners of one condition. */
export interface ConditionCorners {
  readonly record: TrialRecord;
  /** Trials by corner. */
  readonly counts: Record<Corner, number>;
  /** Trials with no answer, and those whose reply has no text to refuse in, was not there, or could not be scored. */
  unanswered: number;
  unscored: number;
  readonly items: { readonly [corner in Corner]: Map<string, CornerItem> };
}

/**
 * Sorts the trials of every condition with an exit by whether they leave and whether the model refuses: in the bail
 * prompt's own first reply, elsewhere in the baseline's reply to the same item in the same epoch.
 *
 * @param kept the corners whose items are kept
 * @param onTrial told of every trial that is in a corner
 */
export async function collectCorners(
  store: Store,
  options: {
    readonly study: string | undefined;
    readonly only: Selection;
    /** Whose scores; the first by name where none is named. */
    readonly scorer: string | undefined;
    readonly kept: readonly Corner[];
    readonly onTrial?: (corner: Corner, trial: CornerTrial) => void;
  },
): Promise<readonly ConditionCorners[]> {
  const { study, only, scorer } = options;
  const baselines = new Map<string, { readonly refusal: Refusal | null; readonly text: string }>();
  const found = new Map<string, ConditionCorners>();
  const { methods: _, ...same } = only;
  for await (const record of trialRecords(store, { study, only: same })) {
    if (record.method !== 'baseline' || record.steps.length === 0) continue;
    baselines.set(placeOf(record), { refusal: refusalOf(record, scorer), text: record.steps[0]?.text ?? '' });
  }
  for await (const record of trialRecords(store, { study, only })) {
    if (record.method === 'baseline' || record.method === 'placebo-tool' || record.readout !== 'sampled') continue;
    const own = record.method === 'bail-prompt';
    const into = cornersOf(found, record);
    if (record.outcome !== 'bail' && record.outcome !== 'continue') {
      into.unanswered += 1;
      continue;
    }
    const baseline = own ? null : (baselines.get(placeOf(record)) ?? null);
    const refusal = own ? refusalOf(record, scorer) : (baseline?.refusal ?? null);
    if (refusal === null) {
      into.unscored += 1;
      continue;
    }
    const corner = cornerOf(record.outcome === 'bail', refusal.label !== 'none');
    const trial = { record, refusal, baselineReply: baseline?.text ?? null };
    into.counts[corner] += 1;
    options.onTrial?.(corner, trial);
    if (options.kept.includes(corner)) add(into.items[corner], trial);
  }
  return [...found.values()];
}

function cornerOf(leaves: boolean, refuses: boolean): Corner {
  if (leaves) return refuses ? 'refusal-bail' : 'no-refusal-bail';
  return refuses ? 'no-bail-refusal' : 'neither';
}

/** Which reply of the baseline a trial belongs to: the same model, lead-in, author of earlier turns, item and epoch. */
function placeOf({ study, model, dataset, leadIn, historyAuthor, itemHash, epoch }: TrialRecord): string {
  return JSON.stringify([study, model, dataset, leadIn, historyAuthor, itemHash, epoch]);
}

/** A refusal, partial or not, or none; `null` where there is nothing to read, no score, or the scorer failed. */
function refusalOf({ refusals }: TrialRecord, wanted: string | undefined): Refusal | null {
  const found = refusals.find(({ scorer }) => wanted === undefined || scorer === wanted);
  if (found === undefined || !['refusal', 'partial', 'none'].includes(found.label)) return null;
  const { scorer, version, label, why, score } = found;
  return { scorer, version, label, why, score };
}

function cornersOf(found: Map<string, ConditionCorners>, record: TrialRecord): ConditionCorners {
  const key = JSON.stringify([record.study, record.condition]);
  let known = found.get(key);
  if (known === undefined) {
    known = {
      record,
      counts: { 'no-refusal-bail': 0, 'no-bail-refusal': 0, 'refusal-bail': 0, neither: 0 },
      unanswered: 0,
      unscored: 0,
      items: {
        'no-refusal-bail': new Map(),
        'no-bail-refusal': new Map(),
        'refusal-bail': new Map(),
        neither: new Map(),
      },
    };
    found.set(key, known);
  }
  return known;
}

function add(items: Map<string, CornerItem>, trial: CornerTrial): void {
  const { itemHash, item, category, conversation } = trial.record;
  const known = items.get(itemHash);
  if (known !== undefined) {
    known.trials += 1;
    return;
  }
  const asked = conversation.messages.at(-1)?.text ?? '';
  items.set(itemHash, { item, category, asked, trials: 1, first: trial });
}

/** The items of a corner, those with the most trials in it first. */
export function rankedItems(items: ReadonlyMap<string, CornerItem>): readonly CornerItem[] {
  return [...items.values()].sort((one, other) => other.trials - one.trials || (one.item < other.item ? -1 : 1));
}
