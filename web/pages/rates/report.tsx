import type { ReactNode } from 'react';

import type { ReportResults } from '../../../src/report/report-results.ts';
import type { ResultPart } from '../../../src/server/wire/results.ts';
import { useReport } from '../../source/use-report.ts';
import { Loaded } from '../../ui/loaded.tsx';

export interface ReportProps {
  /** What the results must hold. */
  readonly parts: readonly ResultPart[];
  readonly what: string;
  readonly children: (results: ReportResults) => ReactNode;
}

/** Shows what is made from parts of the results once they are read. */
export function Report({ parts, what, children }: ReportProps): ReactNode {
  const { results, waiting } = useReport(parts);
  if (waiting !== null) {
    return (
      <Loaded query={waiting} what={what}>
        {() => null}
      </Loaded>
    );
  }
  return children(results);
}
