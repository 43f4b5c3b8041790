import type { ReactNode } from 'react';

import { count } from '../../../../src/report/format.ts';
import type { OwnLabel } from '../../../../src/server/wire/audit.ts';
import { href, useRoute } from '../../../route.ts';
import { Foreign } from '../../../ui/foreign.tsx';

const mostListed = 200;

/** The rater's labels, the latest first, each leading to its exchange to be read and labelled again. */
export function OwnLabels({ labels }: { readonly labels: readonly OwnLabel[] }): ReactNode {
  const { query } = useRoute();
  if (labels.length === 0) return null;
  const listed = labels.slice(-mostListed).toReversed();
  const addressOf = (id: number): string => {
    const next = new URLSearchParams(query);
    next.set('id', String(id));
    return href('audit', next, ['read']);
  };
  return (
    <details>
      <summary>Your labels so far ({count(labels.length)})</summary>
      <ol className="audit-own" reversed start={labels.length}>
        {listed.map(({ id, label, note }) => (
          <li key={id}>
            <a href={addressOf(id)}>{id}</a> {label}
            {note === null ? null : (
              <>
                : <Foreign text={note} />
              </>
            )}
          </li>
        ))}
      </ol>
      {labels.length > listed.length ? <p className="note">The latest {count(mostListed)} are listed.</p> : null}
    </details>
  );
}
