import type { ReactNode } from 'react';

import type { Finding } from '../../../../src/audit/detectors/index.ts';
import { visibleLine } from '../../../../src/report/visible-text.ts';

/** What the detectors find in an exchange, on one line. Safe to show. */
export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing found';
  return findings.map(({ cause, because }) => `${cause} (${visibleLine(because, 200)})`).join('; ');
}

/** What the detectors find. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  return (
    <p>
      Detectors: <bdi>{findingsText(findings)}</bdi>
    </p>
  );
}
