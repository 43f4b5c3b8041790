import { readGrids } from '../../store/read-grids.ts';
import { readConditions, type ConditionData } from '../condition.ts';
import { readoutOf } from '../condition-label.ts';
import { sampleOf, type NamedCondition, type Sample, type Source } from './sample.ts';

/** Reads the outcomes of compared conditions, each store in one pass. @returns each as a sample, made once. */
export function readSamples(
  wanted: readonly { readonly named: NamedCondition; readonly category: string | null }[],
): (named: NamedCondition, category: string | null) => Sample {
  const byStore = Map.groupBy(new Set(wanted.map(({ named }) => named)), ({ source }) => source);
  const data = new Map<NamedCondition, ConditionData>();
  for (const [source, conditions] of byStore) {
    for (const [index, one] of readStore(source, conditions).entries()) {
      const named = conditions[index];
      if (named !== undefined) data.set(named, one);
    }
  }
  const samples = new Map<NamedCondition, Map<string | null, Sample>>();
  return (named, category) => {
    const known = samples.get(named)?.get(category);
    if (known !== undefined) return known;
    const read = data.get(named);
    if (read === undefined) throw new RangeError(`condition ${named.id} was not read`);
    const sample = sampleOf(named, category, read);
    samples.set(named, (samples.get(named) ?? new Map<string | null, Sample>()).set(category, sample));
    return sample;
  };
}

/** A comparison asks for nothing but the outcomes of the strict scorer. */
function readStore({ store }: Source, conditions: readonly NamedCondition[]): readonly ConditionData[] {
  return readConditions(
    (wanted) => readGrids(store, wanted, (condition) => readoutOf(condition) === 'logprobs', 'strict'),
    conditions.map(({ study, condition }) => ({ study, condition })),
  );
}
