import type { ReactNode } from 'react';

import { useRoute } from '../route.ts';

/** Stands where a page is not there. */
export function NotBuilt(): ReactNode {
  return <p className="note">There is no page “{useRoute().page}”.</p>;
}
