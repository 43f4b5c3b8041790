import type { ReactNode } from 'react';

import { count, countOf } from '../../src/report/format.ts';
import type { Highlight, TextChunk } from './text/text-chunks.ts';
import { TextRuns } from './text/text-runs.tsx';
import { useGrowingText, type GrowingText } from './text/use-growing-text.ts';

export type { Highlight } from './text/text-chunks.ts';

/** No piece is pointed out. One list for all, so that a text without any is not laid out anew. */
const none: readonly Highlight[] = [];

/**
 * A text from outside, however hostile: shown as text and nothing else. Line ends are kept, what cannot be seen has a
 * name, its direction touches nothing around it, and a long one is cut until more is asked for.
 *
 * @param props.highlights a list that stays the same from one drawing to the next
 * @param props.limit characters shown at first
 * @param props.kind `code` for what is read character by character, such as a tool's arguments
 */
export function ModelText({
  text,
  highlights = none,
  limit = 12_000,
  kind = 'prose',
}: {
  readonly text: string;
  readonly highlights?: readonly Highlight[];
  readonly limit?: number;
  readonly kind?: 'prose' | 'code';
}): ReactNode {
  const growing = useGrowingText(text, highlights, limit);
  if (text === '') return <p className="note">empty</p>;
  return (
    <div className="model-text" data-kind={kind}>
      {growing.before > 0 ? <p className="note">{countOf(growing.before, 'character')} before this not shown</p> : null}
      <div className="text" dir="auto" data-long={growing.chunks.length > 2 ? true : undefined}>
        {growing.chunks.map((chunk) => (
          <Chunk key={chunk.start} chunk={chunk} />
        ))}
      </div>
      <Controls growing={growing} length={text.length} limit={limit} />
    </div>
  );
}

function Chunk({ chunk }: { readonly chunk: TextChunk }): ReactNode {
  return (
    <div className="chunk" data-torn={chunk.isTorn ? true : undefined}>
      <TextRuns runs={chunk.runs} />
    </div>
  );
}

function Controls({
  growing: { state, after, grow, pause, cut },
  length,
  limit,
}: {
  readonly growing: GrowingText;
  readonly length: number;
  readonly limit: number;
}): ReactNode {
  const shown = `${count(length - after)} of ${countOf(length, 'character')} shown`;
  switch (state) {
    case 'whole':
      return length > limit ? (
        <p className="more">
          <button type="button" onClick={cut}>
            Show less
          </button>
        </p>
      ) : null;
    case 'cut':
      return (
        <p className="more">
          {after > 0 ? <span className="note">{countOf(after, 'character')} after this not shown </span> : null}
          <button type="button" onClick={grow}>
            Show all ({countOf(length, 'character')})
          </button>
        </p>
      );
    case 'growing':
    case 'paused':
      return (
        <p className="more growing">
          <span className="note" role="status">
            {state === 'growing' ? 'Adding more … ' : `${shown} `}
          </span>
          <button type="button" onClick={state === 'growing' ? pause : grow}>
            {state === 'growing' ? 'Stop' : 'Show more'}
          </button>
          <button type="button" onClick={cut}>
            Show less
          </button>
        </p>
      );
    default:
      return state satisfies never;
  }
}
