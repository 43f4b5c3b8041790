import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import { isStuck, revealing, scrolled, scrollFor, type TallScroll } from './tall-scroll.ts';

/** A list of rows of one height, as it is scrolled. */
export interface TallView {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** Height of what is seen, in pixels; 0 until it is known. */
  readonly view: number;
  readonly scroll: TallScroll;
  /** Brings a row into view, in the middle if it is far. */
  readonly reveal: (index: number) => void;
}

/**
 * Follows the scrolling of an element that shows a list, which may be taller than browsers allow.
 *
 * @param options.initial the row that is in view at first
 */
export function useTallScroll(options: {
  readonly count: number;
  readonly rowHeight: number;
  readonly initial: number;
}): TallView {
  const { count, rowHeight, initial } = options;
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(0);
  const [scroll, setScroll] = useState<TallScroll>({ physical: 0, virtual: 0 });
  const now = useRef({ scroll, list: 0, view: 0 });
  now.current.list = count * rowHeight;
  now.current.view = view;

  const move = (virtual: number): void => {
    now.current.scroll = scrollFor(now.current, virtual);
    if (ref.current !== null) ref.current.scrollTop = now.current.scroll.physical;
    setScroll(now.current.scroll);
  };
  const reveal = (index: number): void => {
    const at = now.current.scroll.virtual;
    const wanted = revealing(now.current, at, index * rowHeight, (index + 1) * rowHeight);
    if (wanted !== at) move(wanted);
  };

  useEffect(() => {
    const element = ref.current;
    if (element === null) return () => {};
    const follow = (): void => {
      now.current.scroll = scrolled(now.current, now.current.scroll, element.scrollTop);
      if (isStuck(now.current, now.current.scroll)) move(now.current.scroll.virtual);
      else setScroll(now.current.scroll);
    };
    // Between two movements the bar is put where it belongs; the list stays where it is.
    const settle = (): void => {
      if (scrollFor(now.current, now.current.scroll.virtual).physical !== element.scrollTop) {
        move(now.current.scroll.virtual);
      }
    };
    const sizes = new ResizeObserver(() => setView(element.clientHeight));
    sizes.observe(element);
    element.addEventListener('scroll', follow, { passive: true });
    element.addEventListener('scrollend', settle);
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', follow);
      element.removeEventListener('scrollend', settle);
    };
  }, []);

  const isReady = view > 0 && count > 0;
  useLayoutEffect(() => {
    if (isReady && initial > 0) reveal(initial);
  }, [isReady]);
  // Rows of another height: the one in view stays in view.
  const height = useRef(rowHeight);
  useLayoutEffect(() => {
    if (height.current !== rowHeight) move((now.current.scroll.virtual / height.current) * rowHeight);
    height.current = rowHeight;
  }, [rowHeight]);

  return { ref, view, scroll, reveal };
}
