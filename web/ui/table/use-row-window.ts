import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefCallback, RefObject } from 'react';

/** Up to so many rows all are on the page. */
const mostWhole = 200;

/** A row's height until it is measured. Pixels. */
const usualHeight = 34;

/** Which rows are on the page, and how high the others would be. Pixels. */
export interface RowWindow {
  readonly shown: readonly number[];
  readonly before: number;
  readonly after: number;
  /** To be given to each row's element, which carries `data-index`. */
  readonly measure: RefCallback<HTMLTableRowElement> | undefined;
}

/** The rows in view of a table that scrolls in `place`; all of them where they are few. */
export function useRowWindow(count: number, place: RefObject<HTMLElement | null>): RowWindow {
  const whole = count <= mostWhole;
  const virtualizer = useVirtualizer({
    count,
    enabled: !whole,
    getScrollElement: () => place.current,
    estimateSize: () => usualHeight,
    overscan: 12,
  });
  if (whole)
    return { shown: Array.from({ length: count }, (_, index) => index), before: 0, after: 0, measure: undefined };
  const items = virtualizer.getVirtualItems();
  return {
    shown: items.map(({ index }) => index),
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    measure: virtualizer.measureElement,
  };
}
