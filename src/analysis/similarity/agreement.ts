import type { Association } from '../../stats/association-test.ts';
import { momentTests, type MomentTask } from '../../stats/moment-tests.ts';
import { alphaOf, cosineOf, kappaOf, pearsonOf } from '../../stats/moments.ts';
import type { StoredCondition } from '../../store/conditions.ts';
import { type ConditionData } from '../condition.ts';
import { datasetLabel } from '../condition-label.ts';
import { answeredDraws, type AnsweredDraws } from './answered.ts';
import { plainConditions, type PlainCondition } from './plain-conditions.ts';
import type { AgreementResult, AgreementResults, Coefficient, WayPair } from './results.ts';

/** Permutations and bootstrap draws where little is compared, and the least however much is. */
const draws = { permutations: { most: 9999, least: 499 }, bootstrap: { most: 2000, least: 399 } };
/** Clusters looked at in all permutations, and in all bootstrap draws, of one report: a few tenths of a second each. */
const mostWork = { permutations: 25_000_000, bootstrap: 8_000_000 };

/** Agreement between the ways in which each model was offered the exit, where there are two or more. */
export function agreementResults(
  conditions: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): AgreementResults {
  const plain = plainConditions(conditions, wordingOf);
  const groups = [...Map.groupBy(plain, groupKey).values()].filter((members) => members.length > 1).map(prepare);
  const tasks = groups.flatMap(({ alpha, pairs }) => [...alpha, ...pairs].flatMap(tasksOf));
  const clusters = tasks.reduce((sum, { clusters: own }) => sum + new Set(Array.from(own)).size, 0);
  const permutations = bounded(mostWork.permutations / Math.max(1, clusters), draws.permutations);
  const bootstrapDraws = bounded(mostWork.bootstrap / Math.max(1, clusters), draws.bootstrap);
  const tested = momentTests(tasks, { seed: 'agreement', draws: permutations, bootstrapDraws }).values();
  const next = (): readonly Association[] => tested.next().value ?? [];
  return {
    permutations,
    bootstrapDraws,
    groups: groups.map(({ members, alpha, pairs }): AgreementResult => {
      const [first] = members as [PlainCondition];
      const { condition } = first.data;
      const [overall] = alpha.map((answered) => {
        const [found] = next();
        return { ...coefficient(found), ...sizes(answered) };
      });
      return {
        study: first.data.study,
        model: condition.model,
        simulated: condition.simulated,
        dataset: datasetLabel(condition),
        ways: members.map(({ way }) => way),
        alpha: overall ?? null,
        pairs: pairs.map((answered): WayPair => {
          const [kappa] = next();
          const [correlation, cosine] = next();
          return {
            a: answered.members[0]?.way.condition ?? '',
            b: answered.members[1]?.way.condition ?? '',
            ...sizes(answered),
            same: sameShare(answered),
            kappa: coefficient(kappa),
            correlation: coefficient(correlation),
            cosine: coefficient(cosine),
          };
        }),
      };
    }),
  };
}

interface Compared extends AnsweredDraws {
  readonly members: readonly PlainCondition[];
}

interface Group {
  readonly members: readonly PlainCondition[];
  /** One for three ways or more, else none. */
  readonly alpha: readonly Compared[];
  readonly pairs: readonly Compared[];
}

function groupKey({ data }: PlainCondition): string {
  const { condition, study } = data;
  return JSON.stringify([study, condition.modelId, condition.datasetId]);
}

function prepare(members: readonly PlainCondition[]): Group {
  const pairs = members.flatMap((one, index) => members.slice(index + 1).map((other) => compared([one, other])));
  return { members, alpha: members.length > 2 ? [compared(members)] : [], pairs };
}

function compared(members: readonly PlainCondition[]): Compared {
  const grids = members.flatMap(({ data }) => data.grid ?? []);
  return { members, ...answeredDraws(grids, 'originals') };
}

/** What is tested of draws, and of two ways the items' rates too. */
function tasksOf({ members, decisions, clusterOfDraw, rates, clusterOfItem }: Compared): readonly MomentTask[] {
  const ofDraws = { columns: decisions, clusters: clusterOfDraw };
  if (members.length > 2) return [{ ...ofDraws, statistics: [alphaOf] }];
  return [
    { ...ofDraws, statistics: [kappaOf] },
    { columns: rates, clusters: clusterOfItem, statistics: [pearsonOf, cosineOf] },
  ];
}

function sizes({ clusterOfDraw, clusterOfItem }: Compared): { items: number; draws: number; clusters: number } {
  return {
    items: clusterOfItem.length,
    draws: clusterOfDraw.length,
    clusters: new Set(Array.from(clusterOfItem)).size,
  };
}

function sameShare({ decisions: [a, b], clusterOfDraw }: Compared): number | null {
  if (clusterOfDraw.length === 0) return null;
  let same = 0;
  for (let draw = 0; draw < clusterOfDraw.length; draw += 1) if (a?.[draw] === b?.[draw]) same += 1;
  return same / clusterOfDraw.length;
}

function coefficient(found: Association | undefined): Coefficient {
  if (found === undefined) return { value: null, low: null, high: null, p: null, reason: null };
  const { value, low, high, p, reasons } = found;
  return { value, low, high, p, reason: reasons.join('; ') || null };
}

function bounded(wanted: number, { most, least }: { readonly most: number; readonly least: number }): number {
  return Math.max(least, Math.min(most, Math.floor(wanted)));
}
