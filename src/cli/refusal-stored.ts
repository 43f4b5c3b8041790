import { systemClock } from '../base/clock.ts';
import { exitCodes, ExitpollError } from '../base/errors.ts';
import { terminalLine } from '../base/terminal-text.ts';
import type { OpenScorers } from '../refusal/open/open-scorers.ts';
import { scoreStoredByAsking } from '../refusal/stored/score-asking.ts';
import { scoreStoredHere } from '../refusal/stored/score-here.ts';
import { scoreStoredPurely } from '../refusal/stored/score-pure.ts';
import type { PureScorer, RefusalScorer } from '../refusal/score.ts';
import type { BudgetLimits } from '../run/limits/limits.ts';
import type { StopSwitch } from '../run/stop-switch.ts';
import type { SpentTally } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { counted, grouped } from '../base/figures.ts';
import type { ProgressDisplay } from './progress.ts';
import { askingLines } from './run-end.ts';

export interface StoredScoring {
  /** The revision of a study that calls are noted under. */
  readonly revisionId: number;
  /** Only replies of trials of these arms. */
  readonly armIds?: readonly number[] | undefined;
  readonly concurrency: number | undefined;
  readonly budget: BudgetLimits;
  readonly stop: StopSwitch;
  readonly display: ProgressDisplay;
  readonly spill?: string | undefined;
}

const mostInFlight = 256;
const slowMs = 2_000;

/**
 * Scores what is stored and not scored yet by each of the scorers, and says on the display what came of it.
 *
 * @param budget what all of them together may take
 * @returns the exit code: 2 where a scorer failed at a reply, 1 where replies are left, 130 when interrupted.
 */
export async function scoreStored(store: Store, { opened }: OpenScorers, options: StoredScoring): Promise<number> {
  const { stop, display, armIds } = options;
  let { budget } = options;
  let code: number = exitCodes.done;
  for (const one of opened) {
    if (stop.stopping) break;
    if (one.kind !== 'asks') {
      const progress = slowly(display, one.name);
      const { scored, failed } =
        one.kind === 'pure'
          ? { scored: scoreStoredPurely(store, one.scorer as PureScorer, { armIds, onProgress: progress }), failed: 0 }
          : await scoreStoredHere(store, one.scorer as RefusalScorer, {
              armIds,
              onProgress: progress,
              signal: stop.softSignal,
            });
      if (scored + failed > 0) display.notice(scoredLine(one.name, scored, failed));
      if (failed > 0) code = exitCodes.someErrors;
      continue;
    }
    const startedAt = systemClock.now();
    const scoring = await scoreStoredByAsking(store, one, {
      revisionId: options.revisionId,
      armIds,
      concurrency: options.concurrency ?? mostInFlight,
      budget,
      stop,
      spill: options.spill,
      onNotice: (text) => display.notice(text),
      onStart: (tallies) => display.follow(tallies),
    }).finally(() => display.end());
    const { result, wanted, failed } = scoring;
    if (result === null) continue;
    const { done } = result.tallies;
    display.notice(scoredLine(one.name, done - failed, failed));
    for (const line of askingLines(result, options.budget)) display.notice(line);
    if (result.storeFailure !== null) throw result.storeFailure.error;
    if (result.ending === 'interrupted') return exitCodes.interrupted;
    if (wanted > done) {
      display.notice(`${counted(wanted - done, 'reply', 'replies')} left to ${terminalLine(one.name, 100)}.`);
      return exitCodes.userMustAct;
    }
    if (failed > 0) code = exitCodes.someErrors;
    budget = leftOf(budget, result.tallies.spent, (systemClock.now() - startedAt) / 60_000);
  }
  return stop.interrupted ? exitCodes.interrupted : code;
}

function scoredLine(name: string, scored: number, failed: number): string {
  const failures = failed === 0 ? '' : `; it failed at ${grouped(failed)}, which the same command tries again`;
  return terminalLine(`${counted(scored, 'reply', 'replies')} scored by ${name}${failures}.`, 400);
}

/** Tells of progress on what takes over two seconds. */
function slowly(display: ProgressDisplay, name: string): (done: number, total: number) => void {
  let shownAt = Date.now();
  return (done, total) => {
    if (Date.now() - shownAt < slowMs) return;
    shownAt = Date.now();
    display.notice(terminalLine(`${grouped(done)} of ${counted(total, 'reply', 'replies')} scored by ${name}`, 200));
  };
}

/** What is left of a budget after so many minutes; limits that are used up let nothing through. */
export function leftOf(budget: BudgetLimits, spent: SpentTally, minutes: number): BudgetLimits {
  const less = (limit: number | null, used: number): number | null => (limit === null ? null : limit - used);
  return {
    cost: less(budget.cost, spent.cost ?? 0),
    tokens: less(budget.tokens, spent.promptTokens + spent.completionTokens),
    requests: less(budget.requests, spent.calls),
    minutes: less(budget.minutes, minutes),
  };
}

/** @throws ExitpollError naming a scorer whose price is not known, when the cost is limited. */
export function requireScorerPrices(budget: BudgetLimits, { opened }: OpenScorers): void {
  if (budget.cost === null) return;
  const unknown = opened.find((one) => one.kind === 'asks' && one.price === null);
  if (unknown === undefined) return;
  throw new ExitpollError(`--max-cost needs every price, and none is known for ${terminalLine(unknown.name, 200)}`, {
    code: 'price-unknown',
    hint: 'Add its model to your list of prices (docs/running.md), or limit tokens with --max-tokens instead.',
  });
}
