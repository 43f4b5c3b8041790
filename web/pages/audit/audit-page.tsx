import type { ReactNode } from 'react';

import { useRoute } from '../../route.ts';
import { useShown } from '../../study.ts';
import { AuditOverview } from './audit-overview.tsx';
import { ReadPage } from './read/read-page.tsx';

/** What the models meant: the sample, what its labels say, and where it is read. */
export function AuditPage(): ReactNode {
  const { rest } = useRoute();
  const { info } = useShown();
  return rest[0] === 'read' && info.canLabel ? <ReadPage /> : <AuditOverview />;
}
