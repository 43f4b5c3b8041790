import { ExitpollError, exitCodes, messageOf } from '../base/errors.ts';
import { terminalLine, terminalText } from '../base/terminal-text.ts';
import { analyze } from '../analysis/analyze.ts';
import { renderJson, renderTable } from '../report/index.ts';
import { closeModels, openModels, type OpenedModel } from '../run/open-models.ts';
import { prepareStudy } from '../run/prepare.ts';
import { runStudy, type RunResult } from '../run/run-study.ts';
import { StopSwitch } from '../run/stop-switch.ts';
import { loadStudy } from '../study/load.ts';
import { openStore } from '../store/store.ts';
import { downloadProgress } from './download-progress.ts';
import { wholeNumber } from './parse.ts';
import { progressDisplay, type ProgressDisplay } from './progress.ts';
import { beforeRunLines } from './before-run.ts';
import { colorOn, terminalWidth } from './terminal.ts';

export interface RunCommandOptions {
  readonly file: string;
  readonly store: string;
  readonly concurrency?: string | undefined;
  readonly retryUnsupported: boolean;
  readonly json: boolean;
}

/** `exitpoll run`. @returns the exit code. */
export async function runCommand(options: RunCommandOptions): Promise<number> {
  const concurrency =
    options.concurrency === undefined ? undefined : wholeNumber('concurrency', options.concurrency, 1);
  const loaded = await loadStudy(options.file);
  await using store = openStore(options.store);
  const stop = new StopSwitch();
  const display = progressDisplay({ json: options.json });
  const release = onInterrupt(stop, display);
  let models: readonly OpenedModel[] = [];
  try {
    models = await openModels(loaded, {
      concurrency,
      progress: downloadProgress({ json: options.json }),
      signal: stop.softSignal,
    });
    const prepared = await prepareStudy(store, loaded, models, {
      signal: stop.softSignal,
      retryUnsupported: options.retryUnsupported,
    });
    for (const line of beforeRunLines(store, prepared, models)) display.notice(line);
    const result = await runStudy(store, prepared, models, {
      concurrency,
      stop,
      onNotice: (text) => display.notice(terminalText(text)),
      onStart: (tallies) => display.follow(tallies),
    }).finally(() => display.end());
    for (const line of resultLines(result)) display.notice(line);
    const results = await analyze(store, { study: loaded.study.name });
    process.stdout.write(
      options.json
        ? renderJson(results)
        : renderTable(results, { color: colorOn(), width: terminalWidth(), store: options.store }),
    );
    return exitCodeOf(result, options.store);
  } catch (error) {
    if (stop.interrupted && !(error instanceof ExitpollError)) return exitCodes.interrupted;
    throw error;
  } finally {
    release();
    await closeModels(models);
  }
}

/** Ctrl-C once: stop softly; twice: at once. */
function onInterrupt(stop: StopSwitch, display: ProgressDisplay): () => void {
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

function resultLines(result: RunResult): string[] {
  const lines: string[] = [];
  if (result.ending === 'nothing-to-do')
    lines.push('Nothing left to do: every trial has its outcome. No model was called.');
  if (result.ending === 'interrupted') {
    lines.push(`Stopped with ${result.pending.toLocaleString('en')} trials left; the same command goes on from here.`);
  }
  for (const [message, count] of result.failures) {
    lines.push(terminalLine(`${count.toLocaleString('en')} failed ${count === 1 ? 'call' : 'calls'}: ${message}`, 300));
  }
  for (const { model, message, hint } of result.stoppedModels) {
    lines.push(terminalText(`${model} was given up: ${message.replace(/\.$/, '')}.${hint === null ? '' : ` ${hint}`}`));
  }
  return lines;
}

function exitCodeOf(result: RunResult, file: string): number {
  if (result.storeFailure !== null) {
    const { error, lost } = result.storeFailure;
    const kept = lost === 0 ? 'every reply that came in is kept' : `${lost} replies that had come in could not be kept`;
    throw new ExitpollError(`${messageOf(error)}; ${kept}`, {
      code: error instanceof ExitpollError ? error.code : 'store-io',
      hint: `Make room for ${file} and run the same command again: it goes on where it was.`,
    });
  }
  if (result.ending === 'interrupted') return exitCodes.interrupted;
  if (result.stoppedModels.length > 0 || result.pending > 0) return exitCodes.userMustAct;
  return result.errors > 0 ? exitCodes.someErrors : exitCodes.done;
}
