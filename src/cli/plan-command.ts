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
import { planPrecision, type PrecisionOptions } from './plan-precision.ts';
import { writeRequests } from './plan-requests.ts';
import { readingProgress } from './reading-progress.ts';
import { colorOn, terminalWidth } from './terminal.ts';
import { terminalPage } from '../report/terminal-page.ts';
import { boundYoungSpace } from '../base/young-space.ts';

export interface PlanOptions extends PrecisionOptions {
  readonly file: string;
  readonly store: string;
  readonly json: boolean;
  /** The user's list of prices. */
  readonly prices?: string | undefined;
  /** A file to write the first request of every trial to. */
  readonly requests?: string | undefined;
}

/** Says how far it is, on a terminal: a hundred conditions of rare bails can take a minute. */
function tellProgress(done: number, all: number): void {
  if (process.stderr.isTTY && all > 1) {
    process.stderr.write(
      `\r\u001b[2K${done + 1 < all ? `Foretelling intervals: ${done + 1} of ${all} conditions` : ''}`,
    );
  }
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
    const prepared = await prepareStudy(temporary, loaded, models, {
      download: { progress: downloadProgress(options, 'data') },
      progress: (label, sizeBytes) => readingProgress(label, sizeBytes, options),
    });
    const plan = known === null ? prepared.plan : knowStopped(temporary, prepared.plan, known);
    const estimate = estimatePlan(temporary, plan, models, known);
    const precision = await planPrecision(temporary, prepared, estimate, options, tellProgress);
    if (options.requests !== undefined) await writeRequests(options.requests, temporary, prepared, models);
    process.stdout.write(
      options.json
        ? planJson(prepared, estimate, precision)
        : planText(
            prepared,
            estimate,
            models,
            options.store,
            precision,
            terminalPage({ color: colorOn(), width: terminalWidth() }),
          ),
    );
    return exitCodes.done;
  } finally {
    await closeModels(models);
  }
}
