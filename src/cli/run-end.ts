import { ExitpollError, exitCodes, messageOf } from '../base/errors.ts';
import { terminalLine, terminalText } from '../base/terminal-text.ts';
import type { AskingResult } from '../run/asking.ts';
import type { StoppedModel } from '../run/run-model.ts';
import type { BudgetLimits } from '../run/limits/limits.ts';
import type { RunResult } from '../run/run-study.ts';
import type { SpentTally, StoppedBy } from '../store/runs.ts';
import { counted, dollars, grouped } from '../base/figures.ts';

/** What a run came to, in sentences. `again` is the command that goes on. */
export function resultLines(result: RunResult, budget: BudgetLimits, again: string): string[] {
  const { tallies } = result;
  const lines: string[] = [];
  if (result.ending === 'nothing-to-do') {
    lines.push('Nothing left to do: every trial has its outcome. No model was called.');
  }
  if (tallies.stoppedBy !== null) {
    lines.push(`Stopped by ${limitText(tallies.stoppedBy, budget)}: another call could have gone beyond it.`);
  }
  if (tallies.stopping !== null && result.pending === 0) {
    const { ended, conditions } = tallies.stopping;
    lines.push(
      `${grouped(ended)} of ${counted(conditions, 'condition')} ended by the stopping rule, before their epochs were over.`,
    );
  }
  if (tallies.spent.calls > 0) lines.push(spentLine(tallies.spent, tallies.spentOnFailed));
  if (result.ending === 'interrupted') {
    lines.push(`Stopped with ${grouped(result.pending)} trials left; the same command goes on from here.`);
  } else if (tallies.stoppedBy !== null) {
    const left = `${counted(result.pending, 'trial')} left.`;
    const fits = tallies.spent.calls > 0 || tallies.stoppedBy === 'max-minutes';
    lines.push(
      fits
        ? `${left} To go on, with the same limits anew: ${again}`
        : `${left} Not even one call fits into this limit: raise it, or lower sampling.maxTokens.`,
    );
  }
  for (const [message, count] of result.failures) {
    lines.push(terminalLine(`${counted(count, 'failed call')}: ${message}`, 300));
  }
  lines.push(...result.stoppedModels.map(givenUpLine));
  return lines;
}

/** The same for calls that belong to no trial. */
export function askingLines({ tallies, failures, stoppedModel }: AskingResult, budget: BudgetLimits): string[] {
  const lines: string[] = [];
  if (tallies.stoppedBy !== null) {
    lines.push(`Stopped by ${limitText(tallies.stoppedBy, budget)}: another call could have gone beyond it.`);
  }
  if (tallies.spent.calls > 0) lines.push(spentLine(tallies.spent, tallies.spentOnFailed));
  for (const [message, count] of failures) {
    lines.push(terminalLine(`${counted(count, 'failed call')}: ${message}`, 300));
  }
  if (stoppedModel !== null) lines.push(givenUpLine(stoppedModel));
  return lines;
}

function givenUpLine({ model, message, hint }: StoppedModel): string {
  return terminalText(`${model} was given up: ${message.replace(/\.$/, '')}.${hint === null ? '' : ` ${hint}`}`);
}

/** `Spent: 412 calls, 1,203,400 tokens (…), $4.98; of it on failed calls: …` */
function spentLine(spent: SpentTally, failed: SpentTally): string {
  const cached = spent.cachedTokens === 0 ? '' : `, ${grouped(spent.cachedTokens)} of these from a cache`;
  // No reply comes without a prompt: a count of 0 is one that nobody told.
  const isTold = spent.promptTokens > failed.promptTokens || spent.calls === failed.calls;
  const tokens = isTold
    ? `${grouped(spent.promptTokens)} prompt tokens${cached}, ${grouped(spent.completionTokens)} written`
    : 'tokens not told';
  const onFailed =
    failed.calls === 0
      ? ''
      : `; of it ${counted(failed.calls, 'failed call')}, ${grouped(failed.promptTokens + failed.completionTokens)} tokens${costPart(failed)}`;
  return `Spent: ${counted(spent.calls, 'call')}, ${tokens}${costPart(spent)}${onFailed}`;
}

function costPart({ cost }: SpentTally): string {
  if (cost === null) return ', price unknown';
  return cost === 0 ? '' : `, ${dollars(cost)}`;
}

function limitText(by: StoppedBy, budget: BudgetLimits): string {
  switch (by) {
    case 'max-cost':
      return `--max-cost ${dollars(budget.cost ?? 0)}`;
    case 'max-tokens':
      return `--max-tokens ${grouped(budget.tokens ?? 0)}`;
    case 'max-requests':
      return `--max-requests ${grouped(budget.requests ?? 0)}`;
    case 'max-minutes':
      return `--max-minutes ${budget.minutes ?? 0}`;
    default:
      return by satisfies never;
  }
}

/** The exit code of a run. @throws ExitpollError when the store refused to be written. */
export function exitCodeOf(result: RunResult, file: string): number {
  if (result.storeFailure !== null) {
    const { error, lost, spilled } = result.storeFailure;
    const kept = lost === 0 ? 'every reply that came in is kept' : `${lost} replies that had come in could not be kept`;
    const of = lost === 0 ? 'of them' : 'others are';
    const where = spilled.map(({ file: place, replies }) => `, ${grouped(replies)} ${of} in ${place}`).join('');
    const readIn = where === '' ? '' : ` and reads ${spilled.length === 1 ? 'that file' : 'those files'} in first`;
    throw new ExitpollError(`${messageOf(error)}; ${kept}${where}`, {
      code: error instanceof ExitpollError ? error.code : 'store-io',
      hint: `Make room for ${file} and run the same command again: it goes on where it was${readIn}.`,
    });
  }
  if (result.ending === 'interrupted') return exitCodes.interrupted;
  if (result.stoppedModels.length > 0 || result.pending > 0) return exitCodes.userMustAct;
  return result.errors > 0 ? exitCodes.someErrors : exitCodes.done;
}

/** The words of a command as a shell takes them. */
export function commandLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
