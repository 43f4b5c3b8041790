import { Climb } from './climb.ts';
import { LengthEffect } from './length-effect.ts';
import type { CallEnd } from './limits.ts';
import { Round } from './round.ts';

/** A call the controller was told of when it went out. */
export interface Sent {
  readonly at: number;
  /** Calls in flight then, itself included. */
  readonly inFlight: number;
  /** The round it is measured in, and its place there; -1 when it is not measured. */
  readonly round: Round;
  readonly place: number;
}

/** A server may ask for more, but not more than this is waited before it is asked again. */
export const longestPauseMs = 600_000;

/** Calls measured in a round: as many as are in flight, within these bounds. */
const [smallestRound, largestRound] = [32, 256];
/** While the limit doubles, steps are so large that few calls tell. */
const smallestDoubling = 16;
/** What part of the limit must be in use for a call to say something about it. */
const saturated = 0.9;
/**
 * Answers that come sooner count as this: such differences are those of our own process, which would then be taken for
 * the endpoint's and slow the run down.
 */
const leastLatencyMs = 20;
/** Until a call has been answered. */
const guessedLatencyMs = 1000;
/**
 * What an answered call gives back of a place closed by a refused one: refusals that come at random, up to a tenth
 * of the calls, then close nothing for long, whereas those of a full endpoint go on until as many places are closed as it
 * lacks.
 */
const reopened = 0.5;
/** Places closed on average over a round trip, as a part of the limit and at least, that are put down to chance. */
const [chanceShare, chancePlaces] = [0.03, 0.45];
/** Calls that must have ended before refusals are judged. */
const fewestJudged = 16;
/** The most the endpoint is left alone without having asked for it. */
const longestBackOffMs = 30_000;
/** Round trips for which the limit stays below what was refused. */
const holdRoundTrips = 8;

/**
 * How many calls one endpoint gets at once, found out from how the calls end. Pure: no timers, time is passed in.
 *
 * Latencies are judged in rounds by `Climb`. Every refusal (429, overload, timeout) closes a place at once; a round
 * trip after the first one the places closed are what the endpoint lacks, and the limit is cut by them, at most by half, once for
 * all calls that were out at the time. So the cut is as deep as the trouble. An endpoint that refuses even a single call
 * is left alone for a round trip, then for twice as long, and so on.
 * Source of a cut in proportion: Alizadeh and others, "Data Center TCP", SIGCOMM 2010.
 */
export class Controller {
  readonly #climb: Climb;
  readonly #effect = new LengthEffect();
  #round: Round;
  /** Typical milliseconds of an answered call: a running median. */
  #roundTripMs: number | null = null;
  /** When the limit was last cut: refusals of calls that were out then are the same congestion. */
  #cutAt = -Infinity;
  /** Places closed by refusals. */
  #closed = 0;
  /** What came since the first refusal after the last judgement; `null` while there was none. */
  #trouble: { readonly since: number; ended: number; closedSum: number; closedMost: number; askedMs: number } | null =
    null;
  #pausedUntil: number | null = null;
  /** Waits of our own since a call was last answered. */
  #backOffs = 0;

  readonly #fixed: boolean;

  /**
   * @param start calls in flight to begin with, from 1 to `max`
   * @param fixed the limit stays at `start`; only what the endpoint asks for itself, to be left alone, is done
   */
  constructor({ start, max, fixed }: { readonly start: number; readonly max: number; readonly fixed?: boolean }) {
    this.#fixed = fixed ?? false;
    this.#climb = new Climb(start, max);
    this.#round = this.#nextRound(0);
  }

  /** Calls that may be in flight now; a whole number from 1. */
  get limit(): number {
    return Math.max(1, this.#climb.limit - Math.ceil(this.#closed));
  }

  /** Until when nothing goes out, in the unit of `now`; `null` when the endpoint never asked for it. */
  get pausedUntil(): number | null {
    return this.#pausedUntil;
  }

  /** A call goes out. @param inFlight calls in flight, itself included */
  sent(inFlight: number, now: number): Sent {
    return { at: now, inFlight, round: this.#round, place: this.#round.add(inFlight) };
  }

  /** A call has ended. */
  ended(call: Sent, end: CallEnd, now: number): void {
    switch (end.kind) {
      case 'ok': {
        const latencyMs = Math.max(leastLatencyMs, now - call.at);
        this.#follow(latencyMs);
        this.#backOffs = 0;
        // While nothing goes out, answers say nothing of how much more it would bear.
        if (now >= (this.#pausedUntil ?? 0)) this.#closed = Math.max(0, this.#closed - reopened);
        if (call.place >= 0)
          call.round.answered(call.place, { latencyMs, tokens: end.usage?.completionTokens ?? null });
        break;
      }
      case 'slow-down':
        if (call.place >= 0) call.round.lost();
        this.#refused(call, end.retryAfterMs, now);
        break;
      case 'failed':
      case 'aborted':
        if (call.place >= 0) call.round.lost();
        break;
      default:
        return end satisfies never;
    }
    if (this.#fixed) return;
    this.#judgeRefusals(now);
    if (call.round === this.#round && this.#round.isOver) this.#finishRound(now);
  }

  #finishRound(now: number): void {
    const before = this.#climb.limit;
    const result = this.#round.result(this.#effect);
    if (result !== null) this.#climb.observe(result, now);
    this.#round = this.#nextRound(before);
  }

  /** @param before the limit until now: after a rise, the calls it lets in are measured at once */
  #nextRound(before: number): Round {
    const { limit } = this.#climb;
    const size = Math.min(largestRound, Math.max(this.#climb.isDoubling ? smallestDoubling : smallestRound, limit));
    const full = Math.ceil(saturated * limit);
    return new Round(size, before > 0 && before < full ? before + 1 : full);
  }

  #refused(call: Sent, retryAfterMs: number | null, now: number): void {
    const asked = retryAfterMs ?? 0;
    if (asked > 0) this.#pausedUntil = Math.max(this.#pausedUntil ?? 0, now + Math.min(asked, longestPauseMs));
    if (this.#fixed || call.at < this.#cutAt) return;
    const isSlow = now - call.at >= (this.#roundTripMs ?? guessedLatencyMs);
    // Whoever never answers is absent, not busy.
    if (isSlow && this.#roundTripMs === null) return;
    const { limit } = this.#climb;
    // Refused at once although it was alone: nothing is left to close but time.
    if (!isSlow && limit - Math.ceil(this.#closed) <= 1) this.#backOff(now);
    // Calls that are refused at once come back at once, so all places but one may have to be closed for them.
    this.#closed = Math.max(this.#closed, Math.min(this.#closed + 1, isSlow ? limit >> 1 : limit - 1));
    this.#trouble ??= { since: now, ended: 0, closedSum: 0, closedMost: 0, askedMs: 0 };
    this.#trouble.closedMost = Math.max(this.#trouble.closedMost, this.#closed);
    this.#trouble.askedMs = Math.max(this.#trouble.askedMs, asked);
  }

  #backOff(now: number): void {
    const waitMs = Math.min(longestBackOffMs, (this.#roundTripMs ?? guessedLatencyMs) * 2 ** this.#backOffs);
    this.#pausedUntil = Math.max(this.#pausedUntil ?? 0, now + waitMs);
    this.#backOffs += 1;
  }

  /** A round trip after the first refusal: cuts the limit by the places that were closed since. */
  #judgeRefusals(now: number): void {
    const trouble = this.#trouble;
    if (trouble === null) return;
    trouble.ended += 1;
    trouble.closedSum += this.#closed;
    const roundTripMs = this.#roundTripMs ?? guessedLatencyMs;
    if (now - trouble.since < roundTripMs || trouble.ended < fewestJudged) return;
    this.#trouble = null;
    const { limit } = this.#climb;
    if (trouble.closedSum / trouble.ended <= Math.max(chancePlaces, chanceShare * limit)) return;
    this.#cutAt = now;
    this.#closed = 0;
    this.#climb.refused(
      limit - Math.min(Math.floor(trouble.closedMost), Math.ceil(limit / 2)),
      Math.max(holdRoundTrips * roundTripMs, 10 * trouble.askedMs),
      now,
    );
    this.#round = this.#nextRound(0);
  }

  #follow(latencyMs: number): void {
    const old = this.#roundTripMs;
    if (old === null) this.#roundTripMs = latencyMs;
    else this.#roundTripMs = latencyMs > old ? old * 1.05 + 1e-3 : old / 1.05;
  }
}
