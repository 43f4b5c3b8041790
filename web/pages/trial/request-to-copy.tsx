import { useState, type ReactNode } from 'react';

import type { ModelRequest } from '../../../src/conversation/request.ts';
import { visibleJson } from '../../../src/report/visible-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ModelText } from '../../ui/model-text.tsx';

/** The request that a reply came from, folded, to look at or to copy: all that its hash is made of, and its seed. */
export function RequestToCopy({
  request,
  seed,
}: {
  readonly request: ModelRequest;
  readonly seed: number | null;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  // What cannot be seen is escaped; the value is the same.
  const json = (): string => visibleJson(JSON.stringify({ ...request, ...(seed === null ? {} : { seed }) }, null, 2));
  return (
    <details className="request" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Request</summary>
      {isOpen ? (
        <>
          <CopyButton label="Copy as JSON" text={json} />
          <ModelText text={json()} kind="code" />
        </>
      ) : null}
    </details>
  );
}
