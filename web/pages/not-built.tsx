import type { ReactNode } from 'react';

import { visibleLine } from '../../src/report/visible-text.ts';
import { href, useRoute } from '../route.ts';
import { useStudyQuery } from '../study.ts';

/** Stands where a page is not there. */
export function NotBuilt(): ReactNode {
  const study = useStudyQuery();
  return (
    <>
      <h1>There is no such page</h1>
      <p>
        The address names a page “<bdi>{visibleLine(useRoute().page, 60)}</bdi>”. The pages there are stand above;{' '}
        <a href={href('overview', study)}>Overview</a> is the first.
      </p>
    </>
  );
}
