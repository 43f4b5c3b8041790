import type { ReactNode } from 'react';

import type { Snippet } from '../../src/server/wire/trial-page.ts';
import { textParts } from './text/text-parts.ts';
import { TextRuns } from './text/text-runs.tsx';

/** A short piece of a text from outside, on one line, with what was found in it marked. */
export function SnippetText({ snippet }: { readonly snippet: Snippet }): ReactNode {
  return (
    <bdi className="snippet" dir="auto">
      <TextRuns runs={snippet.map(({ text, hit }) => ({ highlight: hit ? 'hit' : null, parts: textParts(text) }))} />
    </bdi>
  );
}
