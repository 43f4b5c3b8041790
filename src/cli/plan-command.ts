import { existsSync } from 'node:fs';

import { exitCodes } from '../base/errors.ts';
import { estimatePlan } from '../run/estimate.ts';
import { closeModels, openModels } from '../run/open-models.ts';
import { prepareStudy } from '../run/prepare.ts';
import { openPrices } from '../run/prices.ts';
import { knowStopped } from '../store/plans.ts';
import { openStore } from '../store/store.ts';
import { loadStudy } from '../study/load.ts';
import { downloadProgress } from './download-progress.ts';
import { planJson, planText } from './plan-page.ts';
import { writeRequests } from './plan-requests.ts';
import { boundYoungSpace } from './young-space.ts';

export interface PlanOptions {
  readonly file: string;
  readonly store: string;
  readonly json: boolean;
  /** The user's list of prices. */
  readonly prices?: string | undefined;
  /** A file to write the first request of every trial to. */
  readonly requests?: string | undefined;
}

/** `exitpoll plan`. @returns the exit code. */
export async function planCommand(options: PlanOptions): Promise<number> {
  boundYoungSpace();
  const prices = await openPrices({ file: options.prices, env: process.env });
  const loaded = await loadStudy(options.file);
  const models = await openModels(loaded, { progress: downloadProgress(options), onlyToPlan: true, prices });
  try {
    await using temporary = openStore(options.store, 'temporary');
    await using known = existsSync(options.store) ? openStore(options.store, 'read') : null;
    const prepared = await prepareStudy(temporary, loaded, models);
    const plan = known === null ? prepared.plan : knowStopped(temporary, prepared.plan, known);
    const estimate = estimatePlan(temporary, plan, models, known);
    if (options.requests !== undefined) await writeRequests(options.requests, temporary, prepared, models);
    process.stdout.write(
      options.json ? planJson(prepared, estimate) : planText(prepared, estimate, models, options.store),
    );
    return exitCodes.done;
  } finally {
    await closeModels(models);
  }
}
