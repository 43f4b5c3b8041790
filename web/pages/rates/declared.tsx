import type { ReactNode } from 'react';

import type { ContrastComparison } from '../../../src/analysis/contrast-result.ts';
import { contrastsSection, drawnContrasts } from '../../../src/report/contrasts.ts';
import { percentSigned, pValue } from '../../../src/report/format.ts';
import { fixedText, sizeText } from '../../../src/report/compare/format.ts';
import type { ReportResults } from '../../../src/report/report-results.ts';
import { SectionPart } from '../../ui/section/section-part.tsx';
import { EffectFigure } from './effect-figure.tsx';

/** What the study declared before its run. */
export function Declared({ results }: { readonly results: ReportResults }): ReactNode {
  const section = contrastsSection(results);
  const drawn = drawnContrasts(results);
  if (section === null) {
    return (
      <p className="note">
        This study declared no contrasts: every comparison of it is exploratory. A study file’s <code>contrasts:</code>{' '}
        declares them before the run.
      </p>
    );
  }
  return (
    <SectionPart section={section}>
      {drawn === null ? null : <EffectFigure name="contrasts" section={drawn} more={[]} said={saidOf} />}
    </SectionPart>
  );
}

function saidOf(one: ContrastComparison): readonly (readonly [string, string])[] {
  return [
    ['A', percentSigned(one.rateA)],
    ['B', percentSigned(one.rateB)],
    ['95 %, exactly these items', fixedText(one)],
    ['p, adjusted by Holm', `${pValue(one.p)}, ${pValue(one.pAdjusted)}`],
    ['items, clusters', sizeText(one)],
  ];
}
