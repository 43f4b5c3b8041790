import { useMemo, type ReactNode } from 'react';

import type { ReportResults } from '../../../src/report/report-results.ts';
import { SectionPart } from '../../ui/section/section-part.tsx';
import { moreSections } from './more-sections.ts';

/** What a study says of replies, of what was asked after bails, and of its own stopping. */
export function MoreParts({ results }: { readonly results: ReportResults }): ReactNode {
  const sections = useMemo(() => moreSections(results), [results]);
  if (sections.length === 0) return <p className="note">This study has nothing further to show.</p>;
  return sections.map((section) => <SectionPart key={section.id} section={section} />);
}
