import { systemClock } from '../base/clock.ts';
import { ExitpollError, exitCodes } from '../base/errors.ts';
import { terminalText } from '../base/terminal-text.ts';
import { analyze } from '../analysis/analyze.ts';
import { renderJson, renderTable } from '../report/index.ts';
import type { OpenScorers } from '../refusal/open/open-scorers.ts';
import { scoringOf } from '../refusal/stored/score-pure.ts';
import { closeModels, openModels, type OpenedModel } from '../run/open-models.ts';
import { prepareStudy } from '../run/prepare.ts';
import { openPrices, priceFilePath } from '../run/prices.ts';
import { runStudy } from '../run/run-study.ts';
import { StopSwitch } from '../run/stop-switch.ts';
import { loadStudy } from '../study/load.ts';
import { openStore } from '../store/store.ts';
import { downloadProgress } from './download-progress.ts';
import { wholeNumber } from './numbers.ts';
import { progressDisplay, type ProgressDisplay } from './progress.ts';
import { beforeRunLines } from './before-run.ts';
import { leftOf, requireScorerPrices, scoreStored } from './refusal-stored.ts';
import { openStudyScorers, pureScorers, scorerLines } from './study-scorers.ts';
import { readBudget, requirePrices, type BudgetOptions } from './run-budget.ts';
import { readingProgress } from './reading-progress.ts';
import { commandLine, exitCodeOf, resultLines } from './run-end.ts';
import { defaultStore } from './store-option.ts';
import { colorOn, terminalWidth } from './terminal.ts';
import { boundYoungSpace } from '../base/young-space.ts';

export interface RunCommandOptions extends BudgetOptions {
  readonly file: string;
  readonly store: string;
  readonly concurrency?: string | undefined;
  readonly retryUnsupported: boolean;
  readonly json: boolean;
  /** The user's list of prices. */
  readonly prices?: string | undefined;
  /** Where replies go that the store cannot take. */
  readonly spill?: string | undefined;
}

/** `exitpoll run`. @returns the exit code. */
export async function runCommand(options: RunCommandOptions): Promise<number> {
  boundYoungSpace();
  const startedAt = systemClock.now();
  const concurrency =
    options.concurrency === undefined ? undefined : wholeNumber('concurrency', options.concurrency, 1);
  const budget = readBudget(options);
  const prices = await openPrices({ file: options.prices, env: process.env });
  const loaded = await loadStudy(options.file);
  await using store = openStore(options.store);
  const stop = new StopSwitch();
  const display = progressDisplay({ json: options.json });
  const release = onInterrupt(stop, display);
  const notice = once((text) => display.notice(terminalText(text)));
  let models: readonly OpenedModel[] = [];
  let scorers: OpenScorers | null = null;
  try {
    scorers = await openStudyScorers(loaded, { prices, onNotice: notice });
    requireScorerPrices(budget, scorers);
    models = await openModels(loaded, {
      concurrency,
      progress: downloadProgress({ json: options.json }),
      signal: stop.softSignal,
      prices,
      onNotice: notice,
    });
    requirePrices(budget, loaded.study, models, prices.file ?? priceFilePath(process.env));
    const prepared = await prepareStudy(store, loaded, models, {
      signal: stop.softSignal,
      retryUnsupported: options.retryUnsupported,
      download: { progress: downloadProgress(options, 'data') },
      progress: (label, sizeBytes) => readingProgress(label, sizeBytes, options),
    });
    for (const line of beforeRunLines(store, prepared, models)) display.notice(line);
    for (const line of scorerLines(scorers)) display.notice(line);
    const result = await runStudy(store, prepared, models, {
      scoreReply: scoringOf(store, pureScorers(scorers)),
      concurrency,
      budget,
      spill: options.spill,
      stop,
      onNotice: notice,
      onStart: (tallies) => display.follow(tallies),
    }).finally(() => display.end());
    for (const line of resultLines(result, budget, goOnCommand(options))) display.notice(line);
    const scoring =
      result.storeFailure === null && result.tallies.stoppedBy === null
        ? await scoreStored(store, scorers, {
            revisionId: prepared.plan.revisionId,
            armIds: [...new Set(prepared.plan.lines.map(({ armId }) => armId))],
            concurrency,
            budget: leftOf(budget, result.tallies.spent, (systemClock.now() - startedAt) / 60_000),
            stop,
            display,
            spill: options.spill,
          })
        : exitCodes.done;
    const results = await analyze(store, { study: loaded.study.name });
    process.stdout.write(
      options.json
        ? renderJson(results)
        : renderTable(results, { color: colorOn(), width: terminalWidth(), brief: true, store: options.store }),
    );
    return exitCodeOf(result, options.store) || scoring;
  } catch (error) {
    if (stop.interrupted && !(error instanceof ExitpollError)) return exitCodes.interrupted;
    throw error;
  } finally {
    release();
    await closeModels(models);
    await scorers?.[Symbol.asyncDispose]();
  }
}

/** Ctrl-C once: stop softly; twice: at once. @returns what ends that. */
export function onInterrupt(stop: StopSwitch, display: ProgressDisplay): () => void {
  const handler = (): void => {
    display.notice(
      stop.interrupted
        ? 'Stopping now.'
        : 'Stopping: waiting for the calls in flight, whose replies are kept. Press Ctrl-C again to stop at once.',
    );
    stop.interrupt();
  };
  process.on('SIGINT', handler);
  process.on('SIGTERM', handler);
  return () => {
    process.off('SIGINT', handler);
    process.off('SIGTERM', handler);
  };
}

/** Passes every sentence on the first time it is said. */
function once(tell: (text: string) => void): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    if (told.has(text)) return;
    told.add(text);
    tell(text);
  };
}

/** The command that goes on where a run stopped. */
function goOnCommand(options: RunCommandOptions): string {
  const { file, store, concurrency, maxCost, maxTokens, maxRequests, maxMinutes, prices, spill } = options;
  const given = {
    ...(store === defaultStore ? {} : { store }),
    concurrency,
    'max-cost': maxCost,
    'max-tokens': maxTokens,
    'max-requests': maxRequests,
    'max-minutes': maxMinutes,
    prices,
    spill,
  };
  const words = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  return commandLine(['exitpoll', 'run', file, ...words]);
}
