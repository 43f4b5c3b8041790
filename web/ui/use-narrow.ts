import { useSyncExternalStore } from 'react';

const narrow = '(max-width: 45rem)';

/** Whether the page is as narrow as a telephone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(narrow).matches);
}

function subscribe(tell: () => void): () => void {
  const media = window.matchMedia(narrow);
  media.addEventListener('change', tell);
  return () => media.removeEventListener('change', tell);
}
