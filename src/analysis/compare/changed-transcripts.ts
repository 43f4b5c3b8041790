import { revisionConditions } from '../../store/conditions.ts';
import type { Store } from '../../store/store.ts';
import { trialOutcomes, trialPlace, trialsAt } from '../../store/trial-rows.ts';
import { conditionId } from '../condition-label.ts';
import type { TrialRecord } from '../results.ts';
import { studyRevisions } from '../revisions.ts';
import { trialRecord } from '../trial-records.ts';
import type { ComparedCondition, Comparison } from './comparison.ts';

/** A trial of a changed item in A and one in B, of the same epoch and with different outcomes where there are such. */
export interface ChangedTranscript {
  /** Places in `rows`, and in its `changed`. */
  readonly row: number;
  readonly item: number;
  readonly a: TrialRecord;
  readonly b: TrialRecord;
}

/** Changed items whose transcripts are read, over all comparisons. */
const mostTranscripts = 40;

/** Transcripts of the items that changed most: the first of every comparison, then the second, and so on. */
export async function changedTranscripts(
  stores: readonly { readonly store: Store; readonly name: string | null }[],
  comparison: Comparison,
): Promise<readonly ChangedTranscript[]> {
  const readers = new Map<string | null, Reader>();
  for (const { store, name } of stores) readers.set(name, await readerOf(store));
  const found: ChangedTranscript[] = [];
  const deepest = Math.max(0, ...comparison.rows.map(({ changed }) => changed.length));
  for (let item = 0; item < deepest; item += 1) {
    for (const [row, { a, b, changed }] of comparison.rows.entries()) {
      const one = changed[item];
      if (one === undefined || found.length === mostTranscripts) continue;
      const [readA, readB] = [readers.get(a.store), readers.get(b.store)];
      if (readA === undefined || readB === undefined) continue;
      const place = differingPlace(one.trialsA.map(readA.outcome), one.trialsB.map(readB.outcome));
      const inA = readA.record(a, one.trialsA[place]);
      const inB = readB.record(b, one.trialsB[place]);
      if (inA !== null && inB !== null) found.push({ row, item, a: inA, b: inB });
    }
  }
  return found.sort((one, other) => one.row - other.row || one.item - other.item);
}

interface Reader {
  readonly outcome: (trialId: number) => string;
  readonly record: (of: ComparedCondition, trialId: number | undefined) => TrialRecord | null;
}

async function readerOf(store: Store): Promise<Reader> {
  const conditions = new Map<string, Awaited<ReturnType<typeof revisionConditions>>[number]>();
  for (const { id, name } of await studyRevisions(store, undefined)) {
    for (const condition of await revisionConditions(store, id)) {
      conditions.set(JSON.stringify([name, conditionId(condition)]), condition);
    }
  }
  return {
    outcome: (trialId) => trialOutcomes(store, trialId).find(({ scorer }) => scorer === 'strict')?.outcome ?? 'pending',
    record: (of, trialId) => {
      const condition = conditions.get(JSON.stringify([of.study, of.id]));
      if (condition === undefined || trialId === undefined) return null;
      const place = trialPlace(store, condition, trialId);
      const [trial] = place === null ? [] : trialsAt(store, condition, [place]);
      return trial === undefined ? null : trialRecord(store, of.study, condition, of.wording, trial);
    },
  };
}

/** The first place at which one bails and the other does not; else the first. */
function differingPlace(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((outcome, index) => (outcome === 'bail') !== (b[index] === 'bail') && index < b.length);
  return Math.max(0, place);
}
