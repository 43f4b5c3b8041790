import { analyze } from '../../src/analysis/analyze.ts';
import type { Results, TrialRecord } from '../../src/analysis/results.ts';
import { trialRecords } from '../../src/analysis/trial-records.ts';
import { openKeys } from '../../src/models/keys.ts';
import { trialsToJsonl } from '../../src/report/index.ts';
import { closeModels, openModels } from '../../src/run/open-models.ts';
import { prepareStudy, type PreparedStudy } from '../../src/run/prepare.ts';
import { runStudy, type RunOptions, type RunResult } from '../../src/run/run-study.ts';
import type { Store } from '../../src/store/store.ts';
import { checkStudy } from '../../src/study/load.ts';
import type { StudyInput } from '../../src/study/schema.ts';

/** Runs a study to its end as a program would, with no key in reach. */
export async function runWith(
  store: Store,
  study: StudyInput,
  baseDir: string,
  options: RunOptions = {},
): Promise<RunResult> {
  const loaded = checkStudy(study, baseDir);
  const models = await openModels(loaded, { keys: openKeys({ HOME: baseDir }) });
  try {
    return await runStudy(store, await prepareStudy(store, loaded, models), models, options);
  } finally {
    await closeModels(models);
  }
}

/** Brings a study into a store and asks nothing. */
export async function prepareWith(store: Store, study: StudyInput, baseDir: string): Promise<PreparedStudy> {
  const loaded = checkStudy(study, baseDir);
  const models = await openModels(loaded, { keys: openKeys({ HOME: baseDir }) });
  try {
    return await prepareStudy(store, loaded, models);
  } finally {
    await closeModels(models);
  }
}

/** What a report and an export say of a store. */
export async function told(
  store: Store,
  study?: string,
): Promise<{ readonly results: Results; readonly trials: readonly TrialRecord[] }> {
  const records = await Array.fromAsync(trialRecords(store, { study }));
  return {
    results: await analyze(store, { study }),
    trials: records.map((record) => JSON.parse(trialsToJsonl(record)) as TrialRecord),
  };
}
