import { useEffect, useRef } from 'react';

/** What a key does on a page; `null` for nothing at present. */
export type Keys = Readonly<Record<string, (() => void) | null>>;

/** Elements that need the keys themselves. */
const takesKeys = 'input:not([type="checkbox"], [type="radio"]), textarea, select, dialog, [contenteditable]';

/** Listens for single keys (`KeyboardEvent.key`) as long as nothing is being typed and no dialog is open. */
export function useKeys(keys: Keys): void {
  const present = useRef(keys);
  present.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(takesKeys) !== null) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const act = present.current[event.key];
      if (act === undefined || act === null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
