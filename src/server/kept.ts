import type { LiveSource } from './viewer.ts';

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
  const kept = new Map<string, Promise<Value>>();
  let version = live.state.version;
  return (key) => {
    if (live.state.version !== version) kept.clear();
    version = live.state.version;
    const value = kept.get(key) ?? compute(key);
    kept.delete(key);
    kept.set(key, value);
    value.catch(() => {
      if (kept.get(key) === value) kept.delete(key);
    });
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
