import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import type { ApiProblem } from '../source/use-api.ts';
import { Waiting } from './waiting.tsx';

/** Shows what was read, that it is still being read, or why it could not be. */
export function Loaded<Body>({
  query,
  what,
  children,
}: {
  readonly query: UseQueryResult<Body, ApiProblem>;
  /** What is read, for the words while waiting: `the trials`. */
  readonly what: string;
  readonly children: (body: Body) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return (
      <div className="problem" role="alert">
        <p>
          Cannot read {what}: {query.error.message}
        </p>
        {query.error.hint === null ? null : <p className="note">{query.error.hint}</p>}
        <button type="button" onClick={() => void query.refetch()}>
          Try again
        </button>
      </div>
    );
  }
  return <Waiting text={`Reading ${what} …`} />;
}
