import { createContext, useContext, useMemo, type ReactNode } from 'react';

import type { TextRange } from '../../../src/conversation/text-range.ts';
import { findHits } from '../../../src/server/wire/text-search/find-hits.ts';
import { readQuery } from '../../../src/server/wire/text-search/query.ts';
import { ModelText, type Highlight } from '../../ui/model-text.tsx';

/** What was searched for when this trial was found; empty for nothing. */
export const SearchContext = createContext('');

/** Places of one text that are marked: more help nobody. */
const mostHits = 500;

/** A text from outside, with what was searched for and what decided the outcome marked in it. */
export function SearchedText({
  text,
  evidence = null,
  limit,
}: {
  readonly text: string;
  readonly evidence?: TextRange | null;
  readonly limit?: number;
}): ReactNode {
  const search = useContext(SearchContext);
  const start = evidence?.start;
  const end = evidence?.end;
  const highlights = useMemo((): readonly Highlight[] => {
    const deciding: Highlight[] = start === undefined || end === undefined ? [] : [{ kind: 'evidence', start, end }];
    return [...deciding, ...hitsIn(text, search)];
  }, [text, search, start, end]);
  return <ModelText text={text} highlights={highlights} {...(limit === undefined ? {} : { limit })} />;
}

function hitsIn(text: string, search: string): Highlight[] {
  const terms = readQuery(search);
  if (terms.length === 0) return [];
  return Array.from(findHits(text, terms).take(mostHits), ({ start, end }) => ({ kind: 'hit', start, end }));
}
