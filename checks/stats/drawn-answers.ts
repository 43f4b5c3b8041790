import { agreementTest } from '../../src/stats/association-test.ts';
import { alignClusters, bootstrapInterval, bootstrapRates } from '../../src/stats/cluster-bootstrap.ts';
import { cohenKappa } from '../../src/stats/cohen-kappa.ts';
import { correctedShare } from '../../src/stats/corrected-share.ts';
import { productByBootstrap } from '../../src/stats/estimate-product.ts';
import { momentTests } from '../../src/stats/moment-tests.ts';
import { kappaOf } from '../../src/stats/moments.ts';
import type { Question } from './answer.ts';

type Rows = readonly (readonly number[])[];

const seed = 'check';
const none = -9;

/** Answers about what is drawn or exchanged by cluster, and shares of several kinds; `null` for a name that is none of them. */
export function drawnAnswer({ name, numbers, rows = [] }: Question): readonly number[] | null {
  return answers[name]?.(numbers, rows) ?? null;
}

const answers: Readonly<Record<string, (numbers: readonly number[], rows: Rows) => readonly number[]>> = {
  bootstrapRates: (_, rows) =>
    bootstrapRates(alignClusters([itemsOf(rows, 0), itemsOf(rows, 1)]), { seed, draws: 40 }).flatMap(
      ({ rate, rates, errors }) => [rate, ...rates, ...errors].map(known),
    ),
  bootstrapInterval: ([level = 0], rows) => {
    const [condition] = alignClusters([itemsOf(rows, 0)]);
    const [bootstrap] = condition === undefined ? [] : bootstrapRates([condition], { seed, draws: 199 });
    if (condition === undefined || bootstrap === undefined) return [];
    return ([undefined, 'studentised', 'percentile', 'bca'] as const).flatMap((method) => {
      const found = bootstrapInterval(condition, bootstrap, method === undefined ? { level } : { level, method });
      return [found?.low ?? none, found?.high ?? none];
    });
  },
  productByBootstrap: ([level = 0], rows) => {
    const factors = [itemsOf(rows, 0), itemsOf(rows, 1)];
    const { value, error, low, high } = productByBootstrap(factors, { level, seed, draws: 199 });
    return [value, error, low, high];
  },
  correctedShare: ([level = 0], rows) => {
    const items = rows.filter(([isLabel]) => isLabel === 0);
    const labels = rows.filter(([isLabel]) => isLabel === 1);
    const { shares, corrected, random, fixed } = correctedShare(
      items.map(([, cluster = 0, ...counts]) => ({ cluster, counts })),
      labels.map(([, cluster = 0, kind = 0, meant]) => ({ cluster, kind, meant: meant === 1 })),
      { level },
    );
    const limits = [random?.low, random?.high, fixed?.low, fixed?.high].map((limit) => limit ?? none);
    return [...shares, corrected ?? none, ...limits];
  },
  agreementTest: (_, rows) => {
    const [clusters = [], ...columns] = columnsOf(rows);
    const { value, p } = agreementTest(([x = [], y = []]) => cohenKappa(x, y), columns, {
      clusters,
      seed,
      bootstrapDraws: 1,
    });
    return [value ?? none, p ?? none, kappaByMoments(rows, 199).p ?? none];
  },
  // One more than the p, which may be near 0: what differs is then relative to something.
  exchangeWithGaps: (_, rows) => {
    const { value, p } = kappaByMoments(rows, 1999);
    return [value ?? none, 1 + (p ?? none)];
  },
};

function kappaByMoments(rows: Rows, draws: number): { readonly value: number | null; readonly p: number | null } {
  const [clusters = [], ...lists] = columnsOf(rows);
  const columns = lists.map((list) => Float64Array.from(list));
  const task = { columns, clusters, statistics: [kappaOf] };
  const [[found] = []] = momentTests([task], { seed, draws, bootstrapDraws: 1 });
  return found ?? { value: null, p: null };
}

function known(value: number): number {
  return Number.isNaN(value) ? none : value;
}

/** Rows of units into lists; −1 is missing. */
function columnsOf(rows: Rows): number[][] {
  return (rows[0] ?? []).map((_, place) =>
    rows.map((row) => (place > 0 && row[place] === -1 ? Number.NaN : (row[place] ?? Number.NaN))),
  );
}

/** Rows of (sample, cluster, successes, draws) to the items of one sample. */
function itemsOf(rows: Rows, sample: number): { cluster: number; successes: number; draws: number }[] {
  return rows
    .filter(([of]) => of === sample)
    .map(([, cluster = 0, successes = 0, draws = 0]) => ({ cluster, successes, draws }));
}
