import { useEffect, useRef, useState, type RefObject } from 'react';
import type { TopLevelSpec } from 'vega-lite';

import type { DrawnChart } from '../../charts/drawn-chart.ts';
import { loadCharts } from '../../charts/load-charts.ts';

/** A drawing in an element, and why there is none. */
export interface Drawing {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly problem: string | null;
}

/**
 * Draws a chart as wide as its place, and again when the place's width or the chart changes. Its colours follow the
 * theme by themselves, being those of the page by name.
 *
 * @param spec kept between renders as long as the chart is the same
 * @param tell called with each new drawing
 */
export function useDrawing(spec: (width: number) => TopLevelSpec, tell: (chart: DrawnChart) => void): Drawing {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const width = useWidth(place);
  const shown = useRef<DrawnChart | null>(null);
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    const outer = place.current;
    if (outer === null || width === 0) return undefined;
    let gone = false;
    const draw = async (): Promise<void> => {
      const charts = await loadCharts();
      if (gone) return;
      // The old drawing stays in view until the new one is there.
      const inner = document.createElement('div');
      const drawn = await charts.draw(inner, spec(width));
      if (gone) return drawn.end();
      outer.replaceChildren(inner);
      shown.current?.end();
      shown.current = drawn;
      setProblem(null);
      latest.current(drawn);
    };
    draw().catch((error: unknown) => setProblem(`Cannot draw this chart: ${(error as Error).message}.`));
    return () => {
      gone = true;
    };
  }, [spec, width]);
  useEffect(
    () => () => {
      shown.current?.end();
      shown.current = null;
    },
    [],
  );
  return { place, problem };
}

/** An element's width in whole steps, so that a chart is not drawn anew for every pixel; 0 before it is known. */
function useWidth(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const room = Math.floor((entry?.contentRect.width ?? 0) / 8) * 8;
      if (room > 0) setWidth(room);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return width;
}
