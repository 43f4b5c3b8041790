import type { ReactNode } from 'react';

/** A moment in the reader's own time and manner. */
export function Moment({ iso }: { readonly iso: string }): ReactNode {
  const date = new Date(iso);
  return <time dateTime={iso}>{date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}</time>;
}
