import type { ReactNode } from 'react';

import { href } from '../../route.ts';
import { useShown } from '../../study.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { Moment } from '../../ui/moment.tsx';

/** The other studies of the store. */
export function OtherStudies(): ReactNode {
  const { info, study } = useShown();
  const others = info.studies.filter(({ name }) => name !== study);
  if (others.length === 0) return null;
  return (
    <>
      <h2>Other studies in this store</h2>
      <ul>
        {others.map(({ name, plannedAt }) => (
          <li key={name}>
            <a href={href('overview', { study: name })}>
              <Foreign text={name} />
            </a>
            , last planned on <Moment iso={plannedAt} />
          </li>
        ))}
      </ul>
    </>
  );
}
