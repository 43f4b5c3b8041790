import { startTransition, useEffect, useMemo, useState } from 'react';

import { windowOf } from '../../../src/report/text-window.ts';
import { chunksOf, nextChunk, type Highlight, type TextChunk } from './text-chunks.ts';

/** How much of a text is in the page: a window of it, or everything from its beginning up to some place. */
export interface GrowingText {
  readonly chunks: readonly TextChunk[];
  /** Characters before and after those shown. */
  readonly before: number;
  readonly after: number;
  /** `cut`: a window; `growing`: more is being added; `paused`: it is so much that more is added only when asked for. */
  readonly state: 'cut' | 'growing' | 'paused' | 'whole';
  readonly grow: () => void;
  readonly pause: () => void;
  readonly cut: () => void;
}

/** So many parts are added before a reader is asked again: each costs the page a node or two. */
const partsAtOnce = 60_000;

type Growth = { readonly chunks: readonly TextChunk[]; readonly upTo: number } | null;

/**
 * Lays out a text as far as it is wanted. Whatever its size, only a block of it is added between two frames, so that
 * the page stays alive.
 *
 * @param limit characters of the window shown at first
 */
export function useGrowingText(text: string, highlights: readonly Highlight[], limit: number): GrowingText {
  const [growth, setGrowth] = useState<Growth>(null);
  const window = useMemo(() => {
    const shown = windowOf(text, limit, highlights.find(({ kind }) => kind === 'evidence') ?? highlights[0] ?? null);
    return [...chunksOf(text, shown, highlights)];
  }, [text, limit, highlights]);
  const size = growth?.chunks.reduce((sum, chunk) => sum + chunk.size, 0) ?? 0;
  const end = growth?.chunks.at(-1)?.end ?? 0;
  const isGrowing = growth !== null && end < text.length && size < growth.upTo;

  useEffect(() => {
    if (!isGrowing) return () => {};
    const soon = setTimeout(() =>
      startTransition(() =>
        setGrowth(
          (now) =>
            now && { ...now, chunks: [...now.chunks, nextChunk(text, { start: end, end: text.length }, highlights)] },
        ),
      ),
    );
    return () => clearTimeout(soon);
  }, [isGrowing, end, text, highlights]);

  const chunks = growth === null ? window : growth.chunks;
  const before = chunks[0]?.start ?? 0;
  const after = text.length - (chunks.at(-1)?.end ?? 0);
  const isWhole = growth === null && before === 0 && after === 0;
  return {
    chunks,
    before,
    after,
    state:
      isWhole || (growth !== null && after === 0)
        ? 'whole'
        : growth === null
          ? 'cut'
          : isGrowing
            ? 'growing'
            : 'paused',
    grow: () => setGrowth((now) => ({ chunks: now?.chunks ?? [], upTo: size + partsAtOnce })),
    pause: () => setGrowth((now) => now && { ...now, upTo: 0 }),
    cut: () => setGrowth(null),
  };
}
