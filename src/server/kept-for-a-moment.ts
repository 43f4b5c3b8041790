import type { LiveSource } from './viewer.ts';

/** Pieces of one thing are asked for shortly after each other. */
const momentMs = 10_000;

/** Keeps what was made last for a few seconds, until something stored changes or something else is asked for. */
export function keptForAMoment<Value>(live: LiveSource): (key: string, make: () => Promise<Value>) => Promise<Value> {
  let kept: { readonly key: string; readonly version: number; readonly value: Promise<Value> } | null = null;
  let forget: NodeJS.Timeout | undefined;
  return (key, make) => {
    const { version } = live.state;
    if (kept?.key !== key || kept.version !== version) {
      const one = { key, version, value: make() };
      one.value.catch(() => {
        if (kept === one) kept = null;
      });
      kept = one;
    }
    clearTimeout(forget);
    forget = setTimeout(() => (kept = null), momentMs).unref();
    return kept.value;
  };
}
