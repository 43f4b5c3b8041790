import { existsSync } from 'node:fs';

import { studyRevisions } from '../analysis/revisions.ts';
import { ExitpollError, exitCodes } from '../base/errors.ts';
import { openKeys } from '../models/keys.ts';
import { openScorers } from '../refusal/open/open-scorers.ts';
import { openPrices } from '../run/prices.ts';
import { StopSwitch } from '../run/stop-switch.ts';
import { revisionConditions } from '../store/conditions.ts';
import { openStore } from '../store/store.ts';
import { wholeNumber } from './numbers.ts';
import { progressDisplay } from './progress.ts';
import { requireScorerPrices, scoreStored } from './refusal-stored.ts';
import { readBudget, type BudgetOptions } from './run-budget.ts';
import { onInterrupt } from './run-command.ts';

export interface RefusalRunOptions extends BudgetOptions {
  readonly store: string;
  readonly study?: string | undefined;
  readonly scorers: readonly string[];
  readonly concurrency?: string | undefined;
  readonly prices?: string | undefined;
}

/** `exitpoll refusal run`: adds scorers to what is stored. @returns the exit code. */
export async function refusalRunCommand(options: RefusalRunOptions): Promise<number> {
  if (!existsSync(options.store)) {
    throw new ExitpollError('there is no such store', {
      code: 'no-such-store',
      at: { file: options.store },
      hint: 'Name the file of an earlier run with --store.',
    });
  }
  const concurrency =
    options.concurrency === undefined ? undefined : wholeNumber('concurrency', options.concurrency, 1);
  const budget = readBudget(options);
  const prices = await openPrices({ file: options.prices, env: process.env });
  const display = progressDisplay({ json: false });
  const keys = openKeys(process.env);
  await using scorers = await openScorers(options.scorers, {
    keys,
    baseDir: process.cwd(),
    prices,
    onNotice: (text) => display.notice(text),
  });
  requireScorerPrices(budget, scorers);
  await using store = openStore(options.store);
  const revisions = await studyRevisions(store, options.study);
  const conditions = await Promise.all(revisions.map(({ id }) => revisionConditions(store, id)));
  const armIds = [...new Set(conditions.flat().map(({ armId }) => armId))];
  const stop = new StopSwitch();
  const release = onInterrupt(stop, display);
  if (scorers.hosts.length > 0) display.notice(`Prompts and replies are sent to ${scorers.hosts.join(', ')}`);
  try {
    const code = await scoreStored(store, scorers, {
      revisionId: revisions.at(-1)?.id ?? 0,
      armIds,
      concurrency,
      budget,
      stop,
      display,
    });
    if (code === exitCodes.done)
      display.notice('Every reply is scored; `exitpoll report` shows refusals beside bails.');
    return code;
  } finally {
    release();
  }
}
