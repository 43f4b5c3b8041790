import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { analyze } from '../../src/analysis/analyze.ts';
import type { AuditResult } from '../../src/analysis/audit-result.ts';
import { auditTrials } from '../../src/audit/audit-trials.ts';
import { drawSample } from '../../src/audit/draw-sample.ts';
import { auditScope } from '../../src/audit/open-audit.ts';
import { isAuditLabel, type AuditLabelName } from '../../src/conversation/audit-label.ts';
import { simSchema, type SimParameters } from '../../src/models/sim/parameters.ts';
import { simRate } from '../../src/models/sim/rate.ts';
import { simMeant } from '../../src/models/sim/sim-model.ts';
import { openKeys } from '../../src/models/keys.ts';
import { closeModels, openModels } from '../../src/run/open-models.ts';
import { prepareStudy } from '../../src/run/prepare.ts';
import { runStudy } from '../../src/run/run-study.ts';
import { putLabels } from '../../src/store/labels.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { trialSteps } from '../../src/store/trial-rows.ts';
import { checkStudy } from '../../src/study/load.ts';
import type { StudyInput } from '../../src/study/schema.ts';

/** One setting: a respondent, the items, and how much is read. */
export interface AuditCell {
  readonly method: 'bail-tool' | 'bail-string' | 'bail-prompt';
  readonly bail: number;
  readonly misread: number;
  readonly missed: number;
  /** Correlation of bails within clusters. */
  readonly spread: number;
  readonly clusters: number;
  readonly size: number;
  readonly epochs: number;
  /** Read of bails, and of other trials. */
  readonly labels: number;
}

/** What one audited study found, beside what is true. */
export interface Audited {
  readonly result: AuditResult;
  /** Chance that the model means to leave: over all clusters there could be, and over exactly these items. */
  readonly truth: number;
  readonly truthFixed: number;
}

/**
 * A whole audit, as a user would do it: a study is run with a respondent whose misreadings are known, a sample is drawn,
 * every sampled trial gets the label that is true, and the report's analysis corrects the rate. The respondent's seed is
 * new each time, and with it the chances of its clusters.
 */
export async function auditOnce(cell: AuditCell, seed: number, folder: string): Promise<Audited> {
  const parameters = respondent(cell, seed);
  await writeFile(join(folder, 'sim.json'), JSON.stringify(parameters));
  await writeFile(join(folder, 'items.csv'), itemsCsv(cell));
  await using store = openStore('audit-bench', 'temporary');
  await runInto(
    store,
    {
      name: 'audited',
      models: ['sim:./sim.json'],
      datasets: [{ name: 'csv', path: 'items.csv', as: 'items' }],
      methods: [cell.method === 'bail-prompt' ? { method: cell.method, orders: ['continue-first'] } : cell.method],
      epochs: cell.epochs,
    },
    folder,
  );
  await labelTruly(store, cell, seed);
  const { audits } = await analyze(store);
  const [result] = audits;
  if (result === undefined) throw new Error('nothing was audited');
  return { result, ...truths(store, cell, parameters) };
}

/** Runs a study whose files lie in a folder. */
export async function runInto(store: Store, study: StudyInput, folder: string): Promise<void> {
  const loaded = checkStudy(study, folder);
  const models = await openModels(loaded, { keys: openKeys({ HOME: folder }) });
  try {
    await runStudy(store, await prepareStudy(store, loaded, models), models);
  } finally {
    await closeModels(models);
  }
}

function respondent({ bail, misread, missed, spread }: AuditCell, seed: number): SimParameters {
  return simSchema.parse({
    seed,
    bail,
    misread,
    missed,
    spread: { cluster: spread, item: spread / 2 },
    // How often replies are misread differs between situations too.
    rules: [
      { where: { category: 'c1' }, misread: Math.min(1, 1.5 * misread) },
      { where: { category: 'c2' }, misread: 0.5 * misread },
    ],
  });
}

function itemsCsv({ clusters, size }: AuditCell): string {
  const rows = Array.from({ length: clusters * size }, (_, item) => {
    const cluster = Math.floor(item / size);
    return `prompt number ${item},c${cluster % 3},cluster-${cluster}`;
  });
  return ['prompt,category,cluster', ...rows, ''].join('\n');
}

async function labelTruly(store: Store, { labels }: AuditCell, seed: number): Promise<void> {
  const scope = await auditScope(store, undefined, {});
  const strata = drawSample(store, scope.revision.name, scope.conditions, {
    bails: labels,
    others: labels,
    seed,
    now: 0,
  });
  const trials = auditTrials(store, scope.revision.name, scope.all, strata);
  putLabels(
    store,
    trials.map(({ unitId, stratum }) => ({
      unitId,
      rater: 'truth',
      judge: false,
      label: trueLabel(store, unitId, stratum.bail),
      note: null,
      labelledAt: 0,
      detectorsShown: false,
      generationId: null,
    })),
  );
}

/** What a simulated respondent meant, whatever was read. */
export function trueLabel(store: Store, trialId: number, bail: boolean): AuditLabelName {
  const raw = trialSteps(store, trialId).at(-1)?.reply.finishRaw ?? '';
  const meant = raw.startsWith(simMeant) ? raw.slice(simMeant.length) : '';
  if (isAuditLabel(meant)) return meant;
  return bail ? 'leaves' : 'stays';
}

function truths(store: Store, cell: AuditCell, parameters: SimParameters): { truth: number; truthFixed: number } {
  const rows = store.statements
    .get('SELECT i.hash, m.name, m.cluster, m.category FROM dataset_item m JOIN item i ON i.id = m.item_id')
    .all();
  let [all, these] = [0, 0];
  for (const row of rows) {
    const context = {
      item: Buffer.from(row['hash'] as Uint8Array).toString('hex'),
      itemName: String(row['name']),
      cluster: String(row['cluster']),
      category: String(row['category']),
      method: cell.method,
      order: cell.method === 'bail-prompt' ? ('continue-first' as const) : null,
      wording: 'default',
      leadIn: null,
      twin: false,
      turn: 1,
    };
    all += simRate(parameters, context, 'population', 'sampled', 'meant') / rows.length;
    these += simRate(parameters, context, 'item', 'sampled', 'meant') / rows.length;
  }
  return { truth: all, truthFixed: these };
}
