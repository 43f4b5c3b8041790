import type { RoundResult } from './round.ts';

/**
 * What part of added calls must turn into throughput for more calls to be worth it: 1 where nobody waits, 0 where the
 * added ones only wait.
 */
const worthwhile = 0.15;
/** The same for a doubling, which is judged by one round alone. */
const worthDoubling = 0.35;
/** Below this, fewer calls cost next to nothing. Apart from `worthwhile`, so that the two do not take turns. */
const wasted = 0.08;
/** How much of an older measurement is left after a new one. */
const memory = 0.6;
/** A latency so much longer or shorter than before is another endpoint, not chance. */
const anotherEndpoint = Math.log(1.5);
/** A latency so much above the least one seen looks like a queue. */
const queueing = Math.log(2);
/** The logarithm of the smallest step that is judged. */
const leastStep = 0.08;
/** Probes of one direction that are averaged. */
const enoughProbes = 4;
/** What part of the calls it bore an endpoint is given after it refused some. */
const afterCut = 0.97;

/** By how much the logarithm of the least latency grows each round, until it is seen again. */
const forgetting = 0.01;
/** The most cycles without trying a smaller number. */
const longestRest = 15;

type Role = 'base' | 'up' | 'down';
const cycle: readonly Role[] = ['up', 'base', 'up', 'base', 'down', 'base'];

interface Point {
  readonly logInFlight: number;
  readonly logLatency: number;
  readonly calls: number;
}

interface Evidence {
  gain: number;
  probes: number;
}

/**
 * Looks for the number of calls in flight beyond which more of them only wait. By Little's law throughput is calls in
 * flight over latency, so what more calls gain is seen from latencies alone: from `k` to `k'` calls, with latencies `w`
 * and `w'`, the share of the growth that turned into throughput is `1 - log(w'/w) / log(k'/k)`.
 *
 * First it doubles (slow start) as long as that pays; then it stays at the best number known and now and then tries a
 * larger and a smaller one, going over to whichever does better, in growing steps while it goes on in one direction.
 * Sources: slow start and decrease, Jacobson, "Congestion Avoidance and Control", SIGCOMM 1988; judging latency by
 * its ratio, Netflix concurrency-limits (Gradient2Limit); trying both sides and comparing what they give, Dong et al.,
 * "PCC", NSDI 2015.
 */
export class Climb {
  readonly #max: number;
  #phase: 'doubling' | 'probing' = 'doubling';
  /** The best number of calls known. */
  #base: number;
  #limit: number;
  /** What was measured at the base; `null` until it was. */
  #point: Point | null = null;
  #turn = 0;
  /** Steps taken in one direction without one in the other: above 0 for up. */
  #streak = 0;
  #evidence: { up: Evidence; down: Evidence } = { up: none(), down: none() };
  /** The most calls the endpoint bore when it last refused some; it is not exceeded before a time. */
  #ceiling: { calls: number; until: number } | null = null;
  /** Refusals in a row at about that many; each doubles the time. */
  #refusals = 0;
  /** Cycles in which the smaller number is not tried, because it was plainly worse. */
  #rest = 0;
  #resting = 0;
  /** The least latency seen and how many calls had it, slowly forgotten; `null` before the first round. */
  #fastest: Point | null = null;
  /** Whether the next smaller number to try is a near one, or as few as the endpoint seems to work on. */
  #near = false;
  /** Variance of the logarithm of a single call's latency, as far as rounds differ by it. */
  #noise = 1;

  constructor(start: number, max: number) {
    this.#max = max;
    this.#base = start;
    this.#limit = start;
  }

  /** Calls to have in flight now; a whole number from 1. */
  get limit(): number {
    return this.#limit;
  }

  /** Whether it still doubles. */
  get isDoubling(): boolean {
    return this.#phase === 'doubling';
  }

  /** Takes in what a round at the limit has shown, and sets the limit of the next. */
  observe(round: RoundResult, now: number): void {
    const point = {
      logInFlight: Math.log(round.inFlight),
      logLatency: Math.log(round.latencyMs),
      calls: round.calls,
    };
    this.#remember(point);
    if (this.#ceiling !== null && round.inFlight > this.#ceiling.calls) {
      this.#ceiling = null;
      this.#refusals = 0;
    }
    if (this.#phase === 'doubling') this.#double(point, now);
    else this.#probe(point, now);
  }

  /**
   * The endpoint has refused calls.
   *
   * @param borne calls it had in flight before the one it refused
   * @param holdMs how long not to ask for more than that
   */
  refused(borne: number, holdMs: number, now: number): void {
    const known = this.#ceiling?.calls ?? 0;
    const again = borne < known * 1.25 && borne > known * 0.8;
    this.#refusals = again ? Math.min(2, this.#refusals + 1) : 0;
    const calls = Math.max(1, Math.min(borne, this.#limit));
    this.#ceiling = { calls, until: now + holdMs * 2 ** this.#refusals };
    this.#phase = 'probing';
    this.#settle(Math.max(1, Math.round(calls * afterCut)), null);
    this.#streak = 0;
    this.#turn = 0;
    this.#limit = this.#base;
  }

  #double(point: Point, now: number): void {
    const before = this.#point;
    if (before === null || gainOf(before, point) >= worthDoubling) {
      this.#point = point;
      this.#base = this.#limit;
      this.#limit = Math.min(this.#max, this.#limit * 2);
      if (this.#limit === this.#base) this.#phase = 'probing';
      return;
    }
    // The most throughput seen, at the latency before: Little's law gives the calls the endpoint really worked on.
    const knee = Math.exp(point.logInFlight - (point.logLatency - before.logLatency));
    this.#phase = 'probing';
    this.#settle(Math.round(Math.min(this.#limit, Math.max(this.#base, knee))), null);
    this.#next(now);
  }

  #probe(point: Point, now: number): void {
    const base = this.#point;
    const role = this.#limit === this.#base ? 'base' : this.#limit > this.#base ? 'up' : 'down';
    if (role === 'base' || base === null) this.#measuredBase(point);
    else if (this.#decided(role, base, point)) {
      this.#streak = role === 'up' ? Math.max(1, this.#streak + 1) : Math.min(-1, this.#streak - 1);
      this.#settle(this.#limit, point);
      // Going on in the direction that paid; a step back would only be compared with what is known.
      this.#limit = this.#target(role, now);
      if (this.#limit !== this.#base) return;
    } else this.#streak = 0;
    this.#next(now);
  }

  #remember(point: Point): void {
    const known = this.#fastest;
    if (known === null || point.logLatency < known.logLatency) this.#fastest = point;
    else this.#fastest = { ...known, logLatency: known.logLatency + forgetting };
  }

  /**
   * Calls the endpoint really works on, the others waiting: by Little's law its throughput times the latency of a call
   * that does not wait. Too few where calls that are worked on together slow each other down, which trying it shows.
   */
  #worked(base: Point): number {
    return Math.round(1.1 * Math.exp(base.logInFlight - this.#waits(base)));
  }

  /** The logarithm of the latency over the least one seen, from 0. */
  #waits(point: Point): number {
    return Math.max(0, point.logLatency - (this.#fastest?.logLatency ?? point.logLatency));
  }

  #measuredBase(point: Point): void {
    const old = this.#point;
    if (old === null || Math.abs(point.logLatency - old.logLatency) > anotherEndpoint) {
      if (old !== null) this.#lookAgain(point.logLatency > old.logLatency);
      this.#settle(this.#base, point);
      return;
    }
    // The difference of a mean that remembers and a new round varies a little more than a round.
    this.#noise = memory * this.#noise + (1 - memory) * (point.logLatency - old.logLatency) ** 2 * point.calls * 0.8;
    this.#point = {
      logInFlight: memory * old.logInFlight + (1 - memory) * point.logInFlight,
      logLatency: memory * old.logLatency + (1 - memory) * point.logLatency,
      calls: point.calls,
    };
  }

  /** The endpoint is not what it was: looks first to the side where it has gone. */
  #lookAgain(isSlower: boolean): void {
    this.#resting = 0;
    this.#near = true;
    this.#turn = isSlower ? cycle.indexOf('down') : 0;
  }

  /** Whether a probe, with those before it, says that its side is better. */
  #decided(role: 'up' | 'down', base: Point, point: Point): boolean {
    const evidence = this.#evidence[role];
    const apart = Math.abs(point.logInFlight - base.logInFlight);
    // Only next to a bound are steps so small; what they gain could not be told from chance, and is little either way.
    if (apart < leastStep) return role === 'up';
    evidence.gain += (gainOf(base, point) - evidence.gain) / Math.min(enoughProbes, evidence.probes + 1);
    evidence.probes = Math.min(enoughProbes, evidence.probes + 1);
    const doubt = Math.sqrt(this.#noise * (1 / base.calls / 2 + 1 / point.calls / evidence.probes)) / apart;
    // Where calls take much longer than they once did they seem to queue: then more of them need proof, fewer do not.
    const queues = this.#waits(base) > queueing;
    if (role === 'up') return evidence.gain - (queues ? 1.5 : 0.5) * doubt > worthwhile;
    const rest = Math.min(queues ? 1 : longestRest, 2 * this.#rest + 3);
    this.#rest = evidence.gain - doubt / 2 > wasted ? rest : 0;
    return evidence.gain + (queues ? 0 : 0.5) * doubt < wasted;
  }

  #settle(base: number, point: Point | null): void {
    this.#base = base;
    this.#point = point;
    this.#evidence = { up: none(), down: none() };
  }

  /** What to measure next: the base itself until it is known, then the sides in turn. */
  #next(now: number): void {
    this.#limit = this.#base;
    if (this.#point === null) return;
    const role = cycle[this.#turn % cycle.length] ?? 'base';
    this.#turn += 1;
    if (role !== 'down') this.#limit = this.#target(role, now);
    else if (this.#resting > 0) this.#resting -= 1;
    else {
      this.#resting = this.#rest;
      this.#near = !this.#near;
      this.#limit = this.#target(role, now);
    }
  }

  #target(role: Role, now: number): number {
    if (role === 'base') return this.#base;
    const onward = role === 'up' ? this.#streak : -this.#streak;
    // Rounds of few calls tell large steps apart, not small ones.
    const first = this.#base < 8 ? 2 : this.#base < 32 ? 1.5 : 1.25;
    const step = Math.min(2, first ** (2 ** Math.max(0, onward)));
    if (role === 'down') {
      const near = Math.min(this.#base - 1, Math.round(this.#base / step));
      const far = this.#point === null || this.#near ? near : this.#worked(this.#point);
      return Math.max(1, Math.min(near, far));
    }
    const wanted = Math.min(this.#max, Math.max(this.#base + 1, Math.round(this.#base * step)));
    const ceiling = this.#ceiling;
    if (ceiling === null || now >= ceiling.until) return wanted;
    return Math.max(this.#base, Math.min(wanted, ceiling.calls));
  }
}

/** The share of added calls that turned into throughput, or of calls taken away that was lost. */
function gainOf(from: Point, to: Point): number {
  return 1 - (to.logLatency - from.logLatency) / (to.logInFlight - from.logInFlight);
}

function none(): Evidence {
  return { gain: 0, probes: 0 };
}
