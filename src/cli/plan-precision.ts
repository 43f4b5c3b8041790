import { pilotRates, type PilotRate } from '../analysis/pilot-rates.ts';
import { ExitpollError } from '../base/errors.ts';
import type { PlanEstimate } from '../run/estimate.ts';
import type { PreparedStudy } from '../run/prepare.ts';
import type { AssumedRate, StudyShape } from '../stats/planned-study.ts';
import { powerForDifference, type PlannedPower } from '../stats/planned-power.ts';
import { expectedStop, type ExpectedStop } from '../stats/planned-stop.ts';
import { budgetForWidth, expectedWidths, type Budget, type ExpectedWidths } from '../stats/planned-width.ts';
import { originalsOf } from '../store/progress.ts';
import { openStore, type Store } from '../store/store.ts';
import { stoppingRule } from '../study/schema.ts';
import { fraction } from './numbers.ts';

/** What `exitpoll plan` is asked to foretell, as given on the command line. */
export interface PrecisionOptions {
  /** Rates to assume. */
  readonly assumeRate: readonly string[];
  readonly assumeClustering?: string | undefined;
  readonly assumeItems?: string | undefined;
  /** A store to take rates and clustering from. */
  readonly pilot?: string | undefined;
  /** The width that intervals should have. */
  readonly width?: string | undefined;
  /** The difference that should be found. */
  readonly difference?: string | undefined;
}

/** What may be expected of one condition, or of all on a dataset with one rate. */
export interface PrecisionRow {
  readonly dataset: string;
  /** `null` where a rate is assumed for all conditions. */
  readonly condition: Omit<PilotRate, 'estimate'> | null;
  readonly assumed: AssumedRate;
  /** What a pilot could not tell. */
  readonly guessed: readonly ('clusterCorrelation' | 'itemCorrelation')[];
  readonly shape: StudyShape;
  readonly expected: ExpectedWidths;
  /** With a stopping rule. */
  readonly stop: ExpectedStop | null;
  /** What a width takes; empty where none is asked for. */
  readonly budgets: readonly WidthBudget[];
  /** Of finding a paired difference; `null` where none is asked for, or the rate leaves no room for it. */
  readonly power: PlannedPower | null;
}

export interface WidthBudget {
  readonly interval: 'random' | 'fixed';
  /** What is added, the rest of the study as written. */
  readonly grow: 'clusters' | 'epochs';
  readonly budget: Budget;
  /** Draws of this condition over those it has as written; `null` where no number is enough. */
  readonly times: number | null;
  /** US dollars of the whole study, if all its conditions grew alike, at most; `null` where no price is known. */
  readonly maxCost: number | null;
}

export interface Precision {
  readonly width: number | null;
  readonly difference: number | null;
  /** Correlation of a situation's chances in the two conditions of a difference. */
  readonly sharedCorrelation: number;
  readonly rows: readonly PrecisionRow[];
  /** Conditions that the pilot does not have. */
  readonly missing: readonly string[];
}

const defaultClustering = 0.1;
const defaultItems = 0.3;
const sharedCorrelation = 0.5;

/**
 * Foretells how wide a plan's intervals will be; `null` where nothing was asked for.
 *
 * @throws ExitpollError for options that do not fit together, or a pilot that is none.
 */
export async function planPrecision(
  store: Store,
  { loaded, plan, datasets }: PreparedStudy,
  estimate: PlanEstimate,
  options: PrecisionOptions,
  onProgress: (done: number, all: number) => void = () => undefined,
): Promise<Precision | null> {
  const wanted = readOptions(options);
  if (wanted === null) return null;
  const labels = new Map(datasets.map((one) => [one.id, one.label]));
  const shapeOf = (datasetId: number): StudyShape | null => {
    const { items, clusters } = originalsOf(store, datasetId);
    return clusters < 2 ? null : { clusters, itemsPerCluster: items / clusters, epochs: loaded.study.epochs };
  };
  const cost = estimate.models.reduce<number | null>(
    (sum, { maxCost }) => (sum === null || maxCost === null ? null : sum + maxCost),
    0,
  );
  const rule = stoppingRule(loaded.study);
  const foretell = remembered((shape: StudyShape, assumed: AssumedRate) => ({
    expected: expectedWidths(shape, assumed),
    stop: rule === null ? null : expectedStop(shape, assumed, rule),
    budgets: wanted.width === null ? [] : budgetsFor(wanted.width, shape, assumed, cost),
    power: powerOf(wanted.difference, shape, assumed),
  }));
  const rowOf = (
    dataset: string,
    condition: PrecisionRow['condition'],
    assumed: AssumedRate,
    guessed: PrecisionRow['guessed'],
    shape: StudyShape,
  ): PrecisionRow => ({ dataset, condition, assumed, guessed, shape, ...foretell(shape, assumed) });
  const rows: PrecisionRow[] = [];
  let all = wanted.rates.length * datasets.length;
  const add = (row: () => PrecisionRow): void => {
    onProgress(rows.length, all);
    rows.push(row());
  };
  const missing: string[] = [];
  for (const { id, label } of datasets) {
    const shape = shapeOf(id);
    if (shape === null) {
      missing.push(`${label} (a single cluster, or none but twins)`);
      continue;
    }
    for (const rate of wanted.rates) {
      const { clusterCorrelation, itemCorrelation } = wanted;
      add(() => rowOf(label, null, { rate, clusterCorrelation, itemCorrelation }, [], shape));
    }
  }
  if (options.pilot !== undefined) {
    await using pilot = openStore(options.pilot, 'read');
    const known = await pilotRates(pilot);
    all += plan.lines.length;
    for (const { arm, datasetId, unsupported } of plan.lines) {
      if (arm.method === 'baseline' || unsupported !== null) continue;
      const { method, order, wording } = arm;
      const own = {
        model: estimate.models[arm.model]?.label ?? '',
        dataset: labels.get(datasetId) ?? '',
        method,
        order,
        readout: arm.settings.readout ?? ('sampled' as const),
        wording,
        leadIn: arm.leadIn?.name ?? null,
      };
      const shape = shapeOf(datasetId);
      const found = closest(own, known);
      if (shape === null) continue;
      if (found === null) {
        missing.push(
          [own.model, own.dataset, method, order, wording, own.leadIn].filter((part) => part !== null).join(' · '),
        );
        continue;
      }
      const { rate, clusterCorrelation, itemCorrelation, guessed } = found.estimate;
      add(() => rowOf(own.dataset, own, { rate, clusterCorrelation, itemCorrelation }, guessed, shape));
    }
  }
  return { width: wanted.width, difference: wanted.difference, sharedCorrelation, rows, missing };
}

/** Conditions of one rate on one dataset have the same prospects, and some take a second to reckon. */
function remembered<Given extends readonly unknown[], Result>(
  reckon: (...given: Given) => Result,
): (...given: Given) => Result {
  const known = new Map<string, Result>();
  return (...given) => {
    const key = JSON.stringify(given);
    const result = known.get(key) ?? reckon(...given);
    known.set(key, result);
    return result;
  };
}

function readOptions(options: PrecisionOptions): {
  readonly rates: readonly number[];
  readonly clusterCorrelation: number;
  readonly itemCorrelation: number;
  readonly width: number | null;
  readonly difference: number | null;
} | null {
  const { assumeRate, assumeClustering, assumeItems, pilot, width, difference } = options;
  if (assumeRate.length === 0 && pilot === undefined) {
    const lonely = Object.entries({
      width,
      difference,
      'assume-clustering': assumeClustering,
      'assume-items': assumeItems,
    });
    for (const [name, given] of lonely) {
      if (given === undefined) continue;
      throw new ExitpollError(`--${name} needs a rate to start from`, {
        code: 'usage',
        hint: 'Add `--assume-rate 10%`, or `--pilot STORE` with a store in which these conditions were run.',
      });
    }
    return null;
  }
  const read = {
    rates: assumeRate.map((text) => fraction('assume-rate', text)),
    clusterCorrelation: fraction('assume-clustering', assumeClustering ?? String(defaultClustering)),
    itemCorrelation: fraction('assume-items', assumeItems ?? String(defaultItems)),
    width: width === undefined ? null : fraction('width', width),
    difference: difference === undefined ? null : fraction('difference', difference, { signed: true }),
  };
  if (read.width === 0) throw new ExitpollError('--width takes a width above 0', { code: 'usage' });
  return read;
}

/** A pilot's condition with the same model, method, order and readout; of several the one most like it in the rest. */
function closest(own: Omit<PilotRate, 'estimate'>, known: readonly PilotRate[]): PilotRate | null {
  const fitting = known.filter(
    (one) =>
      one.model === own.model &&
      one.method === own.method &&
      one.order === own.order &&
      one.readout === own.readout &&
      one.leadIn === own.leadIn,
  );
  const likeness = (one: PilotRate): number =>
    2 * Number(one.dataset === own.dataset) + Number(one.wording === own.wording);
  return fitting.toSorted((one, other) => likeness(other) - likeness(one))[0] ?? null;
}

function budgetsFor(
  width: number,
  shape: StudyShape,
  assumed: AssumedRate,
  cost: number | null,
): readonly WidthBudget[] {
  const draws = shape.clusters * shape.itemsPerCluster * shape.epochs;
  const pairs = [
    ['random', 'clusters'],
    ['random', 'epochs'],
    ['fixed', 'clusters'],
    ['fixed', 'epochs'],
  ] as const;
  return pairs.map(([interval, grow]) => {
    const budget = budgetForWidth(width, shape, assumed, { interval, grow });
    const times = budget.shape === null ? null : budget.draws / draws;
    return { interval, grow, budget, times, maxCost: cost === null || times === null ? null : cost * times };
  });
}

function powerOf(difference: number | null, shape: StudyShape, assumed: AssumedRate): PlannedPower | null {
  if (difference === null) return null;
  const other = assumed.rate + difference;
  return other < 0 || other > 1
    ? null
    : powerForDifference({ ...shape, ...assumed, difference, shared: sharedCorrelation });
}
