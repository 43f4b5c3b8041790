import type { ReactNode } from 'react';

/** Stands in place of every page while the store has no study: a run has just begun, or none has ever. */
export function NoStudy(): ReactNode {
  return (
    <>
      <h1>No study yet</h1>
      <p>
        Nothing has been planned in this store. A run that has just begun shows here by itself as soon as its plan is
        stored; else start one: <code>exitpoll run study.yaml</code>
      </p>
    </>
  );
}
