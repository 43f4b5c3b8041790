import { createContext, useContext } from 'react';

import type { StoreInfo } from '../src/server/wire/store-info.ts';

/** What all pages know: the open store, and the study they are about (`null` while the store has none). */
export interface Shown {
  readonly info: StoreInfo;
  readonly study: string | null;
}

export const ShownContext = createContext<Shown | null>(null);

/**
 * The open store and the study shown.
 *
 * @throws outside the app's frame.
 */
export function useShown(): Shown {
  const shown = useContext(ShownContext);
  if (shown === null) throw new Error('no store is shown here');
  return shown;
}

/** The study as a request's query has it: nothing for the newest one. */
export function useStudyQuery(): { readonly study?: string } {
  const { study } = useShown();
  return study === null ? {} : { study };
}
