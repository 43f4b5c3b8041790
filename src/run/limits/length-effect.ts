/** How long a reply took and how long it is. */
export interface Timed {
  readonly latencyMs: number;
  /** Output tokens; `null` where the endpoint does not say. */
  readonly tokens: number | null;
}

/** How fast the estimates follow: the weight of one round of calls. */
const weight = 0.3;

/**
 * Takes the length of a reply out of its latency, so that rounds with longer replies do not look like a slower
 * endpoint: what the call would have taken with a reply of usual length.
 *
 * A token's time is the slope between successive calls, which have waited about equally long: the median of the slopes,
 * weighted by the difference in length, so that stragglers do not count.
 * Source: Theil-Sen regression with the weights of Jaeckel, Annals of Mathematical Statistics 43 (1972), 1449.
 */
export class LengthEffect {
  #msPerToken: number | null = null;
  #usualTokens: number | null = null;

  /** Learns from one round of calls, in the order they were sent. */
  learn(calls: readonly Timed[]): void {
    const slopes: { slope: number; weight: number }[] = [];
    let last: { latencyMs: number; tokens: number } | null = null;
    let sum = 0;
    let count = 0;
    for (const { latencyMs, tokens } of calls) {
      if (tokens === null) continue;
      sum += tokens;
      count += 1;
      const apart = last === null ? 0 : tokens - last.tokens;
      if (last !== null && apart !== 0) {
        slopes.push({ slope: (latencyMs - last.latencyMs) / apart, weight: Math.abs(apart) });
      }
      last = { latencyMs, tokens };
    }
    if (count > 0) this.#usualTokens = follow(this.#usualTokens, sum / count);
    const slope = weightedMedian(slopes);
    if (slope !== null) this.#msPerToken = follow(this.#msPerToken, Math.max(0, slope));
  }

  /** The latency as it would have been with a reply of usual length. */
  adjusted({ latencyMs, tokens }: Timed): number {
    if (tokens === null || this.#usualTokens === null || this.#msPerToken === null) return latencyMs;
    return latencyMs - this.#msPerToken * (tokens - this.#usualTokens);
  }
}

function follow(old: number | null, seen: number): number {
  return old === null ? seen : old + weight * (seen - old);
}

function weightedMedian(values: { slope: number; weight: number }[]): number | null {
  values.sort((one, other) => one.slope - other.slope);
  const half = values.reduce((total, value) => total + value.weight, 0) / 2;
  let reached = 0;
  for (const value of values) {
    reached += value.weight;
    if (reached >= half) return value.slope;
  }
  return null;
}
