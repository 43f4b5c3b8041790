import type { Json } from '../base/canonical-json.ts';
import { systemClock } from '../base/clock.ts';
import { ExitpollError } from '../base/errors.ts';
import { contentHash } from '../base/hash.ts';
import type { FetchOptions } from '../download/fetch-file.ts';
import { openDataset } from '../datasets/dataset.ts';
import { type ReadingCounts, ReadingTally } from '../datasets/reading-tally.ts';
import type { Arm } from '../study/arm.ts';
import { expandArms, type PlannedModel } from '../study/arms.ts';
import { contrastPlaces, plannedConditions, type PlannedCondition } from '../study/contrast-conditions.ts';
import { armsForDatasets, authorNames, isPlannedOn } from '../study/authors.ts';
import { studyFollowUps } from '../study/follow-ups.ts';
import { studyLeadIns } from '../study/lead-ins.ts';
import type { LoadedStudy } from '../study/load.ts';
import { stoppingRule } from '../study/schema.ts';
import { studyWordings } from '../study/wordings.ts';
import { savePlanFollowUps, type StoredFollowUp } from '../store/plan-follow-ups.ts';
import { datasetCategories, hasTwins } from '../store/dataset-categories.ts';
import { ingestDataset, type StoredDataset } from '../store/ingest.ts';
import { savePlan, type StoredPlan } from '../store/plans.ts';
import type { Store } from '../store/store.ts';
import type { OpenedModel } from './open-models.ts';

/** A study that stands in a store, ready to run. */
export interface PreparedStudy {
  readonly loaded: LoadedStudy;
  readonly plan: StoredPlan;
  /** What is asked after each bail. */
  readonly followUps: readonly StoredFollowUp[];
  readonly datasets: readonly StoredDataset[];
  /** What was changed and what was left out as each dataset was read. */
  readonly readings: readonly ReadingCounts[];
  /** Local files whose content is sent. */
  readonly files: readonly string[];
}

export interface PrepareOptions {
  readonly signal?: AbortSignal | undefined;
  /** Ask again for what a model said it cannot do. */
  readonly retryUnsupported?: boolean;
  /** How data elsewhere are fetched. */
  readonly download?: FetchOptions | undefined;
  /** Told of each dataset as it is read and stored. */
  readonly progress?: ((label: string, sizeBytes: number) => DatasetProgress) | undefined;
}

/** Follows the reading of one dataset. */
export interface DatasetProgress {
  onBytes(bytes: number): void;
  onRecord(): void;
  /** It is read and stored, or has failed. */
  end(): void;
}

/**
 * Brings a study into a store: its datasets, models, arms and plan. Asks no model.
 *
 * @throws ExitpollError for a dataset or a wording that cannot be used.
 */
export async function prepareStudy(
  store: Store,
  loaded: LoadedStudy,
  models: readonly OpenedModel[],
  options: PrepareOptions = {},
): Promise<PreparedStudy> {
  const { study } = loaded;
  const planned = models.map((one) => one.planned);
  const named = expandArms(loaded, planned, await studyWordings(loaded), await studyLeadIns(loaded));
  const followUps = await studyFollowUps(loaded);
  const keepsReplies = named.some(({ replyAuthor }) => replyAuthor === 'dataset');
  const datasets: StoredDataset[] = [];
  const files: string[] = [];
  const readings: ReadingCounts[] = [];
  for (const [index, spec] of study.datasets.entries()) {
    const source = await openDataset(spec, loaded.baseDir, { signal: options.signal, ...options.download });
    if (datasets.some((one) => one.label === source.name)) {
      throw new ExitpollError(`datasets[${index}]: a second dataset called "${source.name}"`, {
        code: 'invalid-file',
        at: loaded.locate(['datasets', index]),
        hint: 'Give one of them another label with `as:`.',
      });
    }
    const { take, seed } = spec;
    const kind = spec.neutral === true ? 'neutral' : source.kind;
    const tally = new ReadingTally(source.name);
    const progress = options.progress?.(source.name, source.sizeBytes);
    const items = source.items({ signal: options.signal, ...tally.options(progress) });
    try {
      datasets.push(await ingestDataset(store, items, { label: source.name, kind, take, seed, replies: keepsReplies }));
    } finally {
      progress?.end();
    }
    readings.push(tally.counts);
    files.push(...source.files);
  }
  const arms = armsForDatasets(named, planned, datasets);
  const hashOf = new Map(datasets.map(({ id, hash }) => [id, hash]));
  const settings = study as unknown as Json;
  const plan = savePlan(
    store,
    {
      name: study.name,
      revision: contentHash({
        study: settings,
        arms: arms.map((arm) => [arm.hash, arm.wording, arm.leadIn?.name ?? null]),
        datasets: datasets.map((one) => one.hash),
        // Left out where there are none, so that revisions of other studies stay what they are.
        ...(followUps.length === 0 ? {} : { followUps: followUps as unknown as Json }),
      }),
      settings,
      models: planned,
      arms,
      datasetIds: datasets.map((one) => one.id),
      isPlanned: (arm, datasetId) => isPlannedOn(arm, { hash: hashOf.get(datasetId) ?? '' }),
      epochs: study.epochs,
      stopping: stoppingRule(study),
      contrasts: contrastPlaces(loaded, namedConditions(store, loaded, planned, arms, datasets)),
    },
    systemClock.now(),
    options.retryUnsupported ?? false,
  );
  const asked = savePlanFollowUps(store, plan.revisionId, followUps);
  return { loaded, plan, followUps: asked, datasets, readings, files };
}

/** What results will call the conditions of a plan; only asked where contrasts name them. */
function namedConditions(
  store: Store,
  { study }: LoadedStudy,
  models: readonly PlannedModel[],
  arms: readonly Arm[],
  datasets: readonly StoredDataset[],
): readonly PlannedCondition[] {
  if (study.contrasts === undefined) return [];
  const authorOf = authorNames(models);
  let position = 0;
  return datasets.flatMap((dataset) => {
    const of = { categories: datasetCategories(store, dataset.id), hasTwins: hasTwins(store, dataset.id) };
    return arms
      .filter((arm) => isPlannedOn(arm, dataset))
      .flatMap((arm) => {
        const names = { study: study.name, model: models[arm.model]?.label ?? '', dataset: dataset.label, authorOf };
        return plannedConditions(names, arm, position++, of);
      });
  });
}
