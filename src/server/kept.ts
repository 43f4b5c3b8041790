import { systemClock } from '../base/clock.ts';
import type { LiveSource } from './viewer.ts';

/** While a run is on, what took a while stays good for so many times as long: it costs at most a tenth of a core. */
const restWhileRunning = 9;

interface Kept<Value> {
  readonly value: Promise<Value>;
  /** Of the store, when it was begun. */
  readonly version: number;
  /** Until when it is good although the store changes; 0 before it is there. */
  goodUntil: number;
}

/**
 * Keeps what was computed until something stored changes, each once however many ask at the same time. What failed is
 * not kept.
 *
 * @param most how many are kept; the one not asked for longest goes first
 */
export function keptByVersion<Value>(
  live: LiveSource,
  compute: (key: string) => Promise<Value>,
  most = 16,
): (key: string) => Promise<Value> {
  const kept = new Map<string, Kept<Value>>();
  const isGood = ({ version, goodUntil }: Kept<Value>): boolean =>
    version === live.state.version || (live.state.running && systemClock.now() < goodUntil);
  return (key) => {
    const found = kept.get(key);
    const one = found !== undefined && isGood(found) ? found : begin(key);
    kept.delete(key);
    kept.set(key, one);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return one.value;
  };

  function begin(key: string): Kept<Value> {
    const beganAt = systemClock.now();
    const one: Kept<Value> = { value: compute(key), version: live.state.version, goodUntil: 0 };
    void settle(key, one, beganAt);
    return one;
  }

  async function settle(key: string, one: Kept<Value>, beganAt: number): Promise<void> {
    try {
      await one.value;
      const now = systemClock.now();
      one.goodUntil = now + restWhileRunning * (now - beganAt);
    } catch {
      if (kept.get(key) === one) kept.delete(key);
    }
  }
}
