import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

const media = window.matchMedia('print');

/** Whether the browser is making a print of the page; what is rendered for it is there before it is laid out. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting || media.matches);
}

let isPrinting = false;

function subscribe(tell: () => void): () => void {
  const begin = (): void => {
    isPrinting = true;
    flushSync(tell);
  };
  const end = (): void => {
    isPrinting = false;
    tell();
  };
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  media.addEventListener('change', tell);
  return () => {
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
    media.removeEventListener('change', tell);
  };
}
