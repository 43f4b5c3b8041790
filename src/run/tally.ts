import { byName } from '../base/by-name.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { RunTallies, SpentTally, StoppedBy } from '../store/runs.ts';
import type { EndedTrial, ModelTally } from './model-tally.ts';
import { Rate } from './rate.ts';

const mostMessages = 1_000;

/** What a run has done so far, over all its models. */
export class Tally {
  planned = 0;
  before = 0;
  done = 0;
  bails = 0;
  errors = 0;
  /** Calls a model is working on. */
  inFlight = 0;
  stoppedBy: StoppedBy | null = null;
  stopping: RunTallies['stopping'] = null;
  readonly #models: ModelTally[] = [];
  readonly #messages = new Map<string, number>();
  readonly #rate: Rate;

  constructor(clock: Clock = systemClock) {
    this.#rate = new Rate(clock);
  }

  add(model: ModelTally): void {
    this.#models.push(model);
  }

  /** Counts what a failed call said. */
  failedCall(message: string): void {
    const known = this.#messages.get(message);
    // Messages may hold ids of their own: a sample of them is enough.
    if (known !== undefined || this.#messages.size < mostMessages) this.#messages.set(message, (known ?? 0) + 1);
  }

  /** What failed calls said most often, at most three, each with how often. */
  commonMessages(): readonly (readonly [message: string, count: number])[] {
    return [...this.#messages].sort(([, one], [, two]) => two - one).slice(0, 3);
  }

  /** Counts a trial that has an outcome now. Only an exit that is taken is a bail. */
  ended(outcome: Outcome, of: EndedTrial): void {
    this.done += 1;
    if (outcome === 'error') this.errors += 1;
    if (outcome === 'bail' && of === 'exit') this.bails += 1;
  }

  /** Call now and then: rates are those between the samples. */
  sample(): void {
    this.#rate.sample(this.done);
    for (const model of this.#models) model.sample();
  }

  snapshot(): RunTallies {
    const models = this.#models.map((model) => model.snapshot());
    const errorsByKind = new Map<string, number>();
    for (const model of models) {
      for (const [kind, { count }] of Object.entries(model.errorsByKind)) {
        errorsByKind.set(kind, (errorsByKind.get(kind) ?? 0) + count);
      }
    }
    const spent = total(models.map((model) => model.spent));
    return {
      planned: this.planned,
      before: this.before,
      done: this.done,
      bails: this.bails,
      errors: this.errors,
      calls: spent.calls,
      errorsByKind: Object.fromEntries(byName(errorsByKind)),
      spent,
      spentOnFailed: total(models.map((model) => model.spentOnFailed)),
      perSecond: this.#rate.perSecond(this.done),
      models,
      stoppedBy: this.stoppedBy,
      stopping: this.stopping,
    };
  }
}

/** The sum; its cost is unknown as soon as that of one who called is. */
function total(parts: readonly SpentTally[]): SpentTally {
  const sum = { calls: 0, promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  let cost: number | null = 0;
  for (const part of parts) {
    sum.calls += part.calls;
    sum.promptTokens += part.promptTokens;
    sum.completionTokens += part.completionTokens;
    sum.cachedTokens += part.cachedTokens;
    if (part.calls > 0) cost = cost === null || part.cost === null ? null : cost + part.cost;
  }
  return { ...sum, cost };
}
