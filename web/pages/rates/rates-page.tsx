import type { ReactNode } from 'react';

import { RatesView } from './rates-view.tsx';

/** How often models leave, with everything a reader needs to trust the number. */
export function RatesPage(): ReactNode {
  return (
    <>
      <h1>Rates</h1>
      <RatesView />
    </>
  );
}
