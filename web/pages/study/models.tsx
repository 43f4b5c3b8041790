import type { ReactNode } from 'react';

import { modelLabel } from '../../../src/report/labels.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { StudyModel } from '../../../src/server/wire/study-page.ts';
import { useResults } from '../../source/use-results.ts';
import { Facts } from '../../ui/facts.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { ModelText } from '../../ui/model-text.tsx';

/** Who was asked: what makes each model the one it is, and what its server said that it was. */
export function Models({ models }: { readonly models: readonly StudyModel[] }): ReactNode {
  const results = useResults('conditions');
  const served = (label: string): string => {
    const own = results.data?.conditions.filter(({ model }) => model === label) ?? [];
    const names = new Set(own.flatMap(({ servedModels }) => servedModels));
    return [...names].map((name) => visibleLine(name, 80)).join(', ');
  };
  return (
    <>
      <h2>Models</h2>
      <div className="study-cards">
        {models.map(({ label, simulated, identity, parameters }) => (
          <section key={label} aria-label={visibleLine(label, 60)}>
            <h3>
              <bdi>{modelLabel({ model: label, simulated })}</bdi>
            </h3>
            <Facts
              layout="down"
              facts={[
                ...identity.map(([name, text]) => [name, <Foreign key={name} text={text} />] as const),
                ['reported by its server', served(label) === '' ? null : served(label)],
              ]}
            />
            {parameters === null ? null : (
              <details className="words">
                <summary>How it is simulated</summary>
                <ModelText text={parameters} kind="code" />
              </details>
            )}
          </section>
        ))}
      </div>
    </>
  );
}
