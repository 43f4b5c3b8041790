import type { ReactNode } from 'react';

import { textParts } from './text/text-parts.ts';
import { TextRuns } from './text/text-runs.tsx';

/**
 * A short text from outside (names of models, items, files): shown as text, what cannot be seen by its name, apart from
 * the direction of what stands around it. For whole prompts and replies there is a component of its own.
 */
export function Foreign({ text }: { readonly text: string }): ReactNode {
  return (
    <bdi>
      <TextRuns runs={[{ highlight: null, parts: textParts(text) }]} />
    </bdi>
  );
}
