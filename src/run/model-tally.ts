import { byName } from '../base/by-name.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { Usage } from '../conversation/reply.ts';
import type { ErrorTally, GateTally, ModelTallies, SpentTally } from '../store/runs.ts';
import { costOf, nanoDollars } from './limits/call-cost.ts';
import type { Price } from './limits/limits.ts';
import { Rate } from './rate.ts';
import type { Attempt } from './retry.ts';

const mostExamples = 3;
const mostCharacters = 300;

/** What a trial that ended offered: an exit, the placebo tool, or nothing any more, as it followed a bail. */
export type EndedTrial = 'exit' | 'placebo' | 'follow-up';

/** What calls took. */
class Spending {
  calls = 0;
  promptTokens = 0;
  completionTokens = 0;
  cachedTokens = 0;
  /** Billionths of a dollar. */
  cost = 0;

  add(usage: Usage | null, price: Price | null): void {
    this.calls += 1;
    if (usage === null) return;
    this.promptTokens += usage.promptTokens;
    this.completionTokens += usage.completionTokens;
    this.cachedTokens += usage.cachedTokens ?? 0;
    this.cost += costOf(usage, price);
  }

  snapshot(price: Price | null): SpentTally {
    const { calls, promptTokens, completionTokens, cachedTokens, cost } = this;
    return { calls, promptTokens, completionTokens, cachedTokens, cost: price === null ? null : cost / nanoDollars };
  }
}

/** What a run has done so far with one model. */
export class ModelTally {
  planned = 0;
  before = 0;
  done = 0;
  bails = 0;
  errors = 0;
  /** Set once the model is asked. */
  gate: (() => GateTally) | null = null;
  givenUp: ModelTallies['givenUp'] = null;
  readonly #label: string;
  readonly #price: Price | null;
  readonly #spent = new Spending();
  readonly #failed = new Spending();
  readonly #errors = new Map<string, { count: number; readonly examples: ErrorTally['examples'][number][] }>();
  readonly #rate: Rate;

  /** @param label what the study calls it */
  constructor(label: string, price: Price | null, clock: Clock = systemClock) {
    this.#label = label;
    this.#price = price;
    this.#rate = new Rate(clock);
  }

  /** Counts a call that gave a reply, or several. */
  replied(usage: Usage | null): void {
    this.#spent.add(usage, this.#price);
  }

  /** Counts a call that failed, or was given up. */
  failed({ kind, message, startedAt, durationMs, usage }: Attempt): void {
    this.#spent.add(usage, this.#price);
    this.#failed.add(usage, this.#price);
    if (kind === 'aborted') return;
    let tally = this.#errors.get(kind);
    if (tally === undefined) this.#errors.set(kind, (tally = { count: 0, examples: [] }));
    tally.count += 1;
    const text = (message ?? kind).slice(0, mostCharacters);
    if (tally.examples.length < mostExamples && !tally.examples.some((example) => example.message === text)) {
      tally.examples.push({ message: text, at: startedAt + durationMs });
    }
  }

  /** Counts a trial that has an outcome now. Only an exit that is taken is a bail. */
  ended(outcome: Outcome, of: EndedTrial): void {
    this.done += 1;
    if (outcome === 'error') this.errors += 1;
    if (outcome === 'bail' && of === 'exit') this.bails += 1;
  }

  sample(): void {
    this.#rate.sample(this.done);
  }

  snapshot(): ModelTallies {
    const { planned, before, done, bails, errors, givenUp } = this;
    return {
      label: this.#label,
      planned,
      before,
      done,
      pending: Math.max(0, planned - before - done),
      bails,
      errors,
      errorsByKind: Object.fromEntries(byName(this.#errors)),
      spent: this.#spent.snapshot(this.#price),
      spentOnFailed: this.#failed.snapshot(this.#price),
      gate: this.gate?.() ?? null,
      perSecond: this.#rate.perSecond(done),
      givenUp,
    };
  }
}
