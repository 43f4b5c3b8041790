import { useEffect, useImperativeHandle, type ReactNode, type Ref } from 'react';

import { physicalHeight } from './tall-scroll.ts';
import { useTallScroll } from './use-tall-scroll.ts';

/** What a page can ask of its list. */
export interface TallListHandle {
  /** Brings a row into view. */
  reveal(index: number): void;
  /** Moves the keyboard to the link of a row that is in view. */
  focus(index: number): void;
}

export interface TallListProps {
  readonly handle: Ref<TallListHandle>;
  readonly label: string;
  readonly count: number;
  /** In pixels. */
  readonly rowHeight: number;
  /** Row in view at first. */
  readonly initial: number;
  /** A row that stays in the page when it is out of sight, so that the keyboard is not lost. */
  readonly kept: number | null;
  /** Rows that are in the page whatever is in view, from the first: for paper. `null` for those in view alone. */
  readonly whole: number | null;
  /** Hears which rows are in view. */
  readonly onRange: (first: number, last: number) => void;
  readonly row: (index: number) => ReactNode;
}

const beyond = 8;

/**
 * A list of any length: only the rows in view, and some around them, are in the page. All rows are of one height, so
 * nothing has to be measured, and a million of them can be scrolled where browsers' own heights end.
 */
export function TallList(props: TallListProps): ReactNode {
  const { handle, label, count, rowHeight, initial, kept, whole, onRange, row } = props;
  const { ref, view, scroll, reveal } = useTallScroll({ count, rowHeight, initial });
  const first = whole === null ? Math.max(0, Math.floor(scroll.virtual / rowHeight) - beyond) : 0;
  const last = Math.min(count, whole ?? Math.ceil((scroll.virtual + view) / rowHeight) + beyond + 1) - 1;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  useImperativeHandle(handle, () => ({
    reveal,
    focus: (index) =>
      ref.current?.querySelector<HTMLElement>(`[data-row="${index}"] a`)?.focus({ preventScroll: true }),
  }));
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (whole === null && kept !== null && kept < count && (kept < first || kept > last)) shown.push(kept);
  const shift = scroll.virtual - scroll.physical;
  return (
    <div className="tall-list" ref={ref} tabIndex={-1}>
      <div role="list" aria-label={label} style={{ height: physicalHeight({ list: count * rowHeight, view }) }}>
        {view === 0
          ? null
          : shown.map((index) => (
              <div
                key={index}
                role="listitem"
                aria-setsize={count}
                aria-posinset={index + 1}
                data-row={index}
                style={{ height: rowHeight, transform: `translateY(${index * rowHeight - shift}px)` }}
              >
                {row(index)}
              </div>
            ))}
      </div>
    </div>
  );
}
