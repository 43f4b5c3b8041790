import { createContext, useContext, useState, type ReactNode } from 'react';

import type { Asked } from '../../../../src/server/wire/requests.ts';
import type { TrialDetail } from '../../../../src/server/wire/trial-detail.ts';
import { Note } from '../../../ui/note.tsx';
import { RequestToCopy } from './request-to-copy.tsx';

/** The requests of the trial that is shown; `null` outside one. */
export const RequestsContext = createContext<Pick<TrialDetail, 'requests' | 'cut'> | null>(null);

/** How a reply came about: its request, folded, or why there is none. */
export function HowAsked({
  asked,
  calls = 1,
}: {
  readonly asked: Asked | null | undefined;
  /** As of `requestViews`. */
  readonly calls?: number;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const told = useContext(RequestsContext);
  if (asked == null || told === null) return null;
  switch (asked.kind) {
    case 'given':
      return <Note text="No request: this reply stands in the data, and no model was asked for it." />;
    case 'lost':
      return (
        <Note text="Its request is not shown: what is stored no longer makes one with the key of this reply. A text, or the code that puts requests together, is another than it was then." />
      );
    case 'request':
      return (
        <details className="request" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>Request</summary>
          {isOpen && hasCutTexts(told.cut) ? (
            <Note text="Only the beginning of a long text of it is here. Above the exchange the rest can be read; the request is then whole." />
          ) : isOpen ? (
            <RequestToCopy asked={asked} packed={told.requests} calls={calls} />
          ) : null}
        </details>
      );
    default:
      return asked satisfies never;
  }
}

/** Whether a text of the requests was too long to be sent at once. */
function hasCutTexts(cut: TrialDetail['cut']): boolean {
  return cut.some(({ path }) => path[0] === 'requests');
}
