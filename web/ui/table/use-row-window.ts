import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefCallback, RefObject } from 'react';

import { usePrinting } from '../use-printing.ts';

/** Up to so many rows all are on the page. */
const mostWhole = 200;

/** Of more rows than these the others are not printed: some thirty sheets. */
export const mostPrinted = 2000;

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

/** The rows in view of a table that scrolls in `place`; all of them where they are few, and the first on paper. */
export function useRowWindow(count: number, place: RefObject<HTMLElement | null>): RowWindow {
  const isPrinting = usePrinting();
  const whole = isPrinting || count <= mostWhole;
  const most = isPrinting ? Math.min(count, mostPrinted) : count;
  const virtualizer = useVirtualizer({
    count,
    enabled: !whole,
    getScrollElement: () => place.current,
    estimateSize: () => usualHeight,
    overscan: 12,
  });
  if (whole)
    return { shown: Array.from({ length: most }, (_, index) => index), before: 0, after: 0, measure: undefined };
  const items = virtualizer.getVirtualItems();
  return {
    shown: items.map(({ index }) => index),
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    measure: virtualizer.measureElement,
  };
}
