import type { ReactNode } from 'react';

import { grouped } from '../../../src/base/figures.ts';
import type { StudyPage } from '../../../src/server/wire/study-page.ts';
import { href, useRoute } from '../../route.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { Moment } from '../../ui/moment.tsx';

/** What the study said it would compare, and whether it said so before there were replies. */
export function Contrasts({ contrasts, declared }: Pick<StudyPage, 'contrasts' | 'declared'>): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  if (contrasts.length === 0) {
    return (
      <>
        <h2>Declared contrasts</h2>
        <p className="note">The study declared none: all its comparisons are exploratory.</p>
      </>
    );
  }
  return (
    <>
      <h2>Declared contrasts</h2>
      <dl className="contrasts">
        {contrasts.map(({ name, a, b }) => (
          <div key={name}>
            <dt>
              <Foreign text={name} />
            </dt>
            <dd>
              <Foreign text={a} /> minus <Foreign text={b} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="note">
        {declared === null ? (
          'Nobody knows when they were declared. '
        ) : (
          <>
            This plan was first made on <Moment iso={declared.at} />, with{' '}
            {declared.trialsBefore === 0 ? 'none' : grouped(declared.trialsBefore)} of its trials in the store.{' '}
          </>
        )}
        What came of them is on the page <a href={href('compare', { study })}>Compare</a>.
      </p>
    </>
  );
}
