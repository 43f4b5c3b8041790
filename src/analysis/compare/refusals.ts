import type { SideKey } from '../../conversation/side.ts';
import { gridKey } from '../../store/outcome-grid.ts';
import { ScorePages, readScores, type ScoreGrid } from '../../store/read-scores.ts';
import { storedScorers } from '../../store/scores.ts';
import { refusalGrid } from '../refusals/refusal-grid.ts';
import { baselineAmong, offersNothingYet } from '../refusals/sources.ts';
import type { RefusalComparison } from './comparison.ts';
import type { ConditionPair } from './match.ts';
import { categoryDifferences, measureSamples } from './measure.ts';
import type { NamedCondition, Sample, Source } from './sample.ts';

/** In whose replies the refusals of two compared conditions are read. */
export interface RefusalReplies {
  readonly of: RefusalComparison['of'];
  readonly a: NamedCondition;
  readonly b: NamedCondition;
}

/**
 * Finds whose replies say what is refused in two conditions: those of their baselines, or, where both have the same
 * baseline or one has none, their own. `null` where both would be the same replies, or no scorer has seen both stores.
 */
export function refusalReplies(
  known: readonly (readonly NamedCondition[])[],
): (pair: ConditionPair, isSameItems: boolean) => RefusalReplies | null {
  const baselines = new Map(
    known.flatMap((own) => {
      const source = own[0]?.source;
      if (source === undefined || storedScorers(source.store).length === 0) return [];
      return [[source, baselineAmong(own, ({ condition }) => condition)] as const];
    }),
  );
  return ({ a, b }, isSameItems) => {
    const [ofA, ofB] = [baselines.get(a.source), baselines.get(b.source)];
    if (ofA === undefined || ofB === undefined) return null;
    const [baseA, baseB] = [ofA(a.condition), ofB(b.condition)];
    const isOne =
      isSameItems &&
      baseA !== null &&
      baseB !== null &&
      ((baseA.source === baseB.source && baseA.id === baseB.id) || isOneAuthor(baseA, baseB));
    if (baseA !== null && baseB !== null && !isOne) return { of: 'baseline', a: baseA, b: baseB };
    const isSameReply = isOne && offersNothingYet(a.condition) && offersNothingYet(b.condition);
    return isSameReply ? null : { of: 'own-reply', a, b };
  };
}

/** Whether both are asked about the replies that another author gave to the same. */
function isOneAuthor(a: NamedCondition, b: NamedCondition): boolean {
  const repliesOf = ({ source, condition, names }: NamedCondition): string =>
    JSON.stringify([source.name, condition.datasetId, names.leadIn, names.historyAuthor, names.replyAuthor]);
  return a.condition.replyAuthor !== 'self' && repliesOf(a) === repliesOf(b);
}

/** Reads the scores of conditions, and measures the difference of their refusals as that of bails, for every scorer. */
export function refusalMeasures(
  samples: readonly Sample[],
): (replies: RefusalReplies, setting: RefusalSetting) => readonly RefusalComparison[] {
  const bySource = Map.groupBy(samples, ({ named }) => named.source);
  const scorersOf = new Map([...bySource].map(([source, own]) => [source, scoresIn(source, own)]));
  // Rows that differ in how the exit is offered share their baselines: nothing is measured twice.
  const known = new Map<string, readonly RefusalComparison[]>();
  return (replies, setting) => {
    const key = measuredKey(replies, setting);
    const found = known.get(key) ?? measure(replies, setting, scorersOf);
    known.set(key, found);
    return found;
  };
}

/** How refusals are measured, and of which samples. */
interface RefusalSetting {
  readonly compared: ReadonlySet<SideKey>;
  readonly a: Sample;
  readonly b: Sample;
  readonly comparisons: number;
  readonly categories: boolean;
}

function measuredKey({ of, a, b }: RefusalReplies, { compared, ...samples }: RefusalSetting): string {
  const sides = [a.source.name, a.id, samples.a.category, b.source.name, b.id, samples.b.category];
  return JSON.stringify([of, ...sides, ...[...compared].sort()]);
}

function measure(
  { of, a, b }: RefusalReplies,
  setting: RefusalSetting,
  scorersOf: ReadonlyMap<Source, readonly Scores[]>,
): readonly RefusalComparison[] {
  return (scorersOf.get(a.source) ?? []).flatMap(({ name, version, scores }): RefusalComparison[] => {
    const other = scorersOf.get(b.source)?.find((one) => one.name === name && one.version === version);
    if (other === undefined) return [];
    const [inA, inB] = [asOutcomes(setting.a, scores), asOutcomes(setting.b, other.scores)];
    if (inA === null || inB === null) return [];
    const measured = measureSamples(setting.compared, inA, inB, setting.comparisons);
    const { difference } = measured;
    if (difference.rateA === null || difference.rateB === null) return [];
    const categories = setting.categories ? categoryDifferences(measured) : [];
    const conditions = { conditionA: a.id, conditionB: b.id };
    return [{ scorer: name, version, of, ...conditions, ...difference, pAdjusted: null, categories }];
  });
}

interface Scores {
  readonly name: string;
  readonly version: string;
  readonly scores: ReadonlyMap<string, ScoreGrid>;
}

function scoresIn({ store }: Source, samples: readonly Sample[]): readonly Scores[] {
  const conditions = samples.map(({ data }) => data);
  const pages = new ScorePages(store);
  return storedScorers(store).map(({ id, name, version }) => ({
    name,
    version,
    scores: readScores(pages, id, conditions),
  }));
}

/** A sample whose bails are its refusals: what is measured of the one is so measured of the other. */
function asOutcomes(sample: Sample, scores: ReadonlyMap<string, ScoreGrid>): Sample | null {
  const { grid, condition } = sample.data;
  const own = scores.get(gridKey(condition));
  if (grid === null || own === undefined) return null;
  return { ...sample, data: { ...sample.data, grid: refusalGrid(grid, own) } };
}
