import { auditUnits } from '../../audit/audit-units.ts';
import { judgeUnits, type Judged } from '../../audit/judge/judge.ts';
import { auditScope, requireSample } from '../../audit/open-audit.ts';
import { ExitpollError, exitCodes } from '../../base/errors.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import { openKeys } from '../../models/keys.ts';
import { countOf } from '../../report/format.ts';
import { visibleJson } from '../../report/visible-text.ts';
import { checkBudget } from '../../run/limits/check-budget.ts';
import { openOneModel } from '../../run/open-models.ts';
import { thisMachine } from '../../run/open-reference.ts';
import { openPrices } from '../../run/prices.ts';
import { StopSwitch } from '../../run/stop-switch.ts';
import { openStore } from '../../store/store.ts';
import { downloadProgress } from '../download-progress.ts';
import { dollars } from '../../base/figures.ts';
import { wholeNumber } from '../numbers.ts';
import { progressDisplay } from '../progress.ts';
import { readBudget, type BudgetOptions } from '../run-budget.ts';
import type { AuditOptions } from './label-command.ts';

export interface JudgeOptions extends AuditOptions, BudgetOptions {
  readonly judge: string;
  readonly concurrency: string | undefined;
  readonly prices: string | undefined;
  readonly json: boolean;
}

/** `exitpoll audit judge`. @returns the exit code: 2 where the judge failed, 1 where trials are left. */
export async function judgeCommand(options: JudgeOptions): Promise<number> {
  const budget = readBudget(options);
  const concurrency =
    options.concurrency === undefined ? undefined : wholeNumber('concurrency', options.concurrency, 1);
  const prices = await openPrices({ file: options.prices, env: process.env });
  await openStore(options.store, 'read').close();
  await using store = openStore(options.store);
  const scope = await auditScope(store, options.study, options.only);
  requireSample(scope, store, options.unit);
  const units = auditUnits(store, scope, options.unit);
  const stop = new StopSwitch();
  const interrupt = (): void => stop.interrupt();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const display = progressDisplay({ json: options.json });
  const opened = await openOneModel(options.judge, {
    keys: openKeys(process.env),
    baseDir: process.cwd(),
    prices,
    signal: stop.softSignal,
    progress: downloadProgress({ json: options.json }),
  });
  try {
    const isFree = opened.destination === thisMachine;
    checkBudget(budget, [{ label: options.judge, price: opened.price, isFree }]);
    display.notice(
      `${countOf(units.length, options.unit === 'trial' ? 'exchange' : 'conversation')} of ${scope.revision.name}, read by ${terminalLine(options.judge, 80)} at ${opened.destination}`,
    );
    const judged = await judgeUnits(store, scope.revision.name, units, {
      unit: options.unit,
      revisionId: scope.revision.id,
      opened,
      concurrency,
      budget,
      stop,
      onNotice: (text) => display.notice(text),
    });
    tell(judged, units.length, options.json);
    return exitCodeOf(judged, stop);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await opened.model.close();
  }
}

function exitCodeOf({ result, left, failures }: Judged, stop: StopSwitch): number {
  const { stoppedModel, storeFailure } = result;
  if (storeFailure !== null) throw storeFailure.error;
  if (stop.interrupted) return exitCodes.interrupted;
  if (stoppedModel !== null) {
    throw new ExitpollError(stoppedModel.message, { code: 'judge-given-up', hint: stoppedModel.hint ?? undefined });
  }
  if (left > 0) return exitCodes.userMustAct;
  return failures.size > 0 ? exitCodes.someErrors : exitCodes.done;
}

function tell(judged: Judged, sampled: number, json: boolean): void {
  const { rater, labelled, before, left, failures } = judged;
  const { tallies } = judged.result;
  const { stoppedBy } = tallies;
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  if (json) {
    const counts = {
      rater,
      sampled,
      before,
      labelled,
      failed,
      left,
      stoppedBy,
      failures: Object.fromEntries(failures),
    };
    process.stdout.write(`${visibleJson(JSON.stringify({ ...counts, spent: tallies.spent }))}\n`);
    return;
  }
  const { calls, cost } = tallies.spent;
  const spent = `${countOf(calls, 'call')}${cost === null ? ', price unknown' : cost === 0 ? '' : `, ${dollars(cost)}`}`;
  const lines = [
    `${before + labelled} of ${sampled} labelled by ${rater} (${labelled} now, ${spent})`,
    ...[...failures].map(([why, count]) => `  ${countOf(count, 'failure')}: ${why}`),
    ...(left === 0
      ? []
      : [`  ${left} left${stoppedBy === null ? '' : `, stopped by --${stoppedBy}`}: the same command goes on here`]),
    'Next: `exitpoll audit status`',
  ];
  process.stdout.write(
    `${lines.map((line) => (line.startsWith(' ') ? '  ' : '') + terminalLine(line, 300)).join('\n')}\n`,
  );
}
