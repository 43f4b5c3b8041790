import { memo, type ReactNode } from 'react';

import type { TextRun } from './text-chunks.ts';
import type { TextPart } from './text-parts.ts';

/** Stretches of a text from outside, each as text: what is hidden by its name, what is pointed out marked. */
export const TextRuns = memo(function TextRuns({ runs }: { readonly runs: readonly TextRun[] }): ReactNode {
  return runs.map(({ highlight, parts }, index) =>
    highlight === null ? (
      parts.map(shownPart)
    ) : (
      <mark key={index} className={highlight}>
        {parts.map(shownPart)}
      </mark>
    ),
  );
});

function shownPart({ kind, shown }: TextPart, index: number): ReactNode {
  switch (kind) {
    case 'plain':
      return shown;
    case 'hidden':
      return (
        <span key={index} className="hidden-char">
          {shown}
        </span>
      );
    case 'piled':
      return (
        <span key={index} className="piled">
          {shown}
        </span>
      );
    default:
      return kind satisfies never;
  }
}
