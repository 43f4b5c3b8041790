import type { ReactNode } from 'react';

import { ShapeKey } from './shape-key.tsx';

/** What the marks of a chart of differences mean. */
export function DifferenceLegend(): ReactNode {
  return (
    <>
      <span className="key">
        <ShapeKey shape="circle" color="var(--accent)" /> difference
      </span>
      <span className="key">
        <ShapeKey shape="line" color="var(--accent)" /> 95 % for situations like these
      </span>
      <span className="key">
        <ShapeKey shape="ring" color="var(--accent)" /> cannot conclude: no interval
      </span>
    </>
  );
}
