import type { Association } from '../../stats/association-test.ts';
import { momentTests, type MomentTask } from '../../stats/moment-tests.ts';
import { alphaOf, cosineOf, kappaOf, pearsonOf } from '../../stats/moments.ts';
import type { StoredCondition } from '../../store/conditions.ts';
import { type ConditionData } from '../condition.ts';
import { datasetLabel } from '../condition-label.ts';
import { answered, ClusterLists, decisionsOf, type Answered } from './answered.ts';
import { boundedDraws } from './bounded-draws.ts';
import { coefficient } from './coefficient.ts';
import { plainConditions, type PlainCondition } from './plain-conditions.ts';
import type { AgreementResult, AgreementResults, WayPair } from './results.ts';
import { sharedDraws, type SharedDraws } from './shared-draws.ts';

/** Clusters looked at in all permutations, and in all bootstrap draws, of one report: a few tenths of a second each. */
const mostWork = { permutations: 25_000_000, bootstrap: 8_000_000 };

/** Agreement between the ways in which each model was offered the exit, where there are two or more. */
export function agreementResults(
  conditions: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): AgreementResults {
  const plain = plainConditions(conditions, wordingOf);
  const groups = [...Map.groupBy(plain, groupKey).values()].filter((members) => members.length > 1).map(prepare);
  const compared = groups.flatMap(({ alpha, pairs }) => [...alpha, ...pairs]);
  const clusters = compared.reduce((sum, { shared, tasks }) => sum + tasks.length * shared.clusters, 0);
  const { permutations, bootstrapDraws } = boundedDraws(clusters, mostWork);
  const tasks = compared.flatMap((one) => one.tasks);
  const tested = momentTests(tasks, { seed: 'agreement', draws: permutations, bootstrapDraws }).values();
  const next = (): readonly Association[] => tested.next().value ?? [];
  return {
    permutations,
    bootstrapDraws,
    groups: groups.map(({ members, alpha, pairs }): AgreementResult => {
      const [first] = members as [PlainCondition];
      const { condition } = first.data;
      const [overall] = alpha.map(({ shared }) => {
        const [found] = next();
        return { ...coefficient(found), ...sizes(shared) };
      });
      return {
        study: first.data.study,
        model: condition.model,
        simulated: condition.simulated,
        dataset: datasetLabel(condition),
        ways: members.map(({ way }) => way),
        alpha: overall ?? null,
        pairs: pairs.map(({ ways, shared }): WayPair => {
          const [kappa, ...ofDraws] = next();
          const [correlation, cosine] = ofDraws.length > 0 ? ofDraws : next();
          return {
            a: ways[0]?.way.condition ?? '',
            b: ways[1]?.way.condition ?? '',
            ...sizes(shared),
            same: shared.draws === 0 ? null : shared.same / shared.draws,
            kappa: coefficient(shared.draws > 0 && shared.isConstant ? noKappa : kappa),
            correlation: coefficient(correlation),
            cosine: coefficient(cosine),
          };
        }),
      };
    }),
  };
}

/** Two ways or more, what they share, and what is tested of them. */
interface Compared {
  readonly ways: readonly PlainCondition[];
  readonly shared: SharedDraws;
  readonly tasks: readonly MomentTask[];
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
  const grids = members.flatMap(({ data }) => data.grid ?? []);
  const answers = grids.map((grid) => answered(grid, 'originals'));
  const clusters = new ClusterLists(grids[0]!, 'originals');
  const compare = (places: readonly number[]): Compared => {
    const epochs = Math.min(...places.map((place) => grids[place]?.epochs ?? 0));
    const own = places.flatMap((place) => answers[place] ?? []);
    const columns = own.map((one) => decisionsOf(one, epochs));
    const decisions = { columns, clusters: clusters.ofDraws(epochs) };
    const rates = { columns: own.map((one) => one.rates), clusters: clusters.ofItem };
    const tasks =
      own.length > 2
        ? [{ ...decisions, statistics: [alphaOf] }]
        : // Of items drawn once rates are decisions, and one test serves both.
          own.every(isDrawnOnce)
          ? [{ ...decisions, statistics: [kappaOf, pearsonOf, cosineOf] }]
          : [
              { ...decisions, statistics: [kappaOf] },
              { ...rates, statistics: [pearsonOf, cosineOf] },
            ];
    const ways = places.flatMap((place) => members[place] ?? []);
    return { ways, shared: sharedDraws(columns, clusters.ofItem, epochs), tasks };
  };
  const places = members.map((_, place) => place);
  const pairs = places.flatMap((one) => places.slice(one + 1).map((other) => compare([one, other])));
  return { members, alpha: members.length > 2 ? [compare(places)] : [], pairs };
}

function isDrawnOnce({ epochs, decisions, rates }: Answered): boolean {
  return epochs === 1 && decisions.every((decision, item) => Object.is(decision, rates[item]));
}

function sizes({ items, draws, clusters }: SharedDraws): { items: number; draws: number; clusters: number } {
  return { items, draws, clusters };
}

/** Where one way never, or always, left kappa is 0 whatever the other did. */
const noKappa: Pick<Association, 'value' | 'low' | 'high' | 'p' | 'reasons'> = {
  value: null,
  low: null,
  high: null,
  p: null,
  reasons: ['one of the two never, or always, left'],
};
