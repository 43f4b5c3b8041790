import { useEffect, useRef, useState, type ReactNode } from 'react';

import type { TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import { setQuery } from '../../route.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';

/** A search waits until typing rests for so long, in milliseconds. */
const restMs = 250;

/** Words to look for in what was said. */
export function SearchBox({ filter }: { readonly filter: TrialFilter }): ReactNode {
  const [typed, setTyped] = useState(filter.text);
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.select() });
  // The address may change by itself: a chip, going back.
  useEffect(() => setTyped(filter.text), [filter.text]);
  useEffect(() => {
    if (typed === filter.text) return () => {};
    const soon = setTimeout(() => setQuery({ text: typed, at: undefined }, { replace: true }), restMs);
    return () => clearTimeout(soon);
  }, [typed, filter.text]);
  return (
    <label className="search-box">
      <span className="unseen">Words in what was said</span>
      <input
        ref={input}
        type="search"
        value={typed}
        placeholder="Search what was said"
        aria-keyshortcuts="/"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Browsers would take the words away; they stay, and the keys are the list's again.
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
    </label>
  );
}
