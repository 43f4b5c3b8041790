import type { TopLevelSpec } from 'vega-lite';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import type { ChartPlace, DrawnChart, HeadText } from '../../charts/drawn-chart.ts';
import { ChartHead } from './chart-head.tsx';
import { ChartNote } from './chart-note.tsx';
import type { ChartPoint } from './chart-point.ts';
import { useDrawing } from './use-drawing.ts';

export interface ChartPlaneProps {
  readonly description: string;
  readonly spec: (width: number) => TopLevelSpec;
  readonly points: readonly ChartPoint[];
  readonly picks: string;
  readonly onPick: ((key: string) => void) | undefined;
  readonly onDrawn: (chart: DrawnChart) => void;
}

interface Pointed {
  readonly key: string;
  readonly at: ChartPlace;
  readonly by: 'pointer' | 'keys';
}

/** The drawing itself. Arrow keys go from mark to mark as the pointer does, Enter picks one, Escape lets go. */
export function ChartPlane({ description, spec, points, picks, onPick, onDrawn }: ChartPlaneProps): ReactNode {
  const chart = useRef<DrawnChart | null>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const byKey = useMemo(() => new Map(points.map((point) => [point.key, point])), [points]);
  const keyOf = (datum: Readonly<Record<string, unknown>> | null): string | null => {
    const key = datum?.['key'];
    return typeof key === 'string' && byKey.has(key) ? key : null;
  };
  const [head, setHead] = useState<readonly HeadText[]>([]);
  const { place, problem } = useDrawing(spec, (drawn) => {
    chart.current = drawn;
    setHead(drawn.head());
    onDrawn(drawn);
    drawn.onClick((datum) => {
      const key = keyOf(datum);
      if (key !== null) onPick?.(key);
    });
    drawn.onHover((datum, at) => {
      const key = keyOf(datum);
      setPointed(key === null ? null : { key, at, by: 'pointer' });
    });
  });
  const goTo = (index: number): void => {
    const point = points[Math.max(0, Math.min(points.length - 1, index))];
    if (point === undefined) return;
    const at = chart.current?.placeOf(point.key) ?? { x: 0, y: 0 };
    setPointed({ key: point.key, at, by: 'keys' });
  };
  const onKey = (event: KeyboardEvent): void => {
    const now = points.findIndex(({ key }) => key === pointed?.key);
    const steps: { readonly [key: string]: () => void } = {
      ArrowDown: () => goTo(now + 1),
      ArrowRight: () => goTo(now + 1),
      ArrowUp: () => goTo(now - 1),
      ArrowLeft: () => goTo(now - 1),
      Home: () => goTo(0),
      End: () => goTo(points.length - 1),
      Escape: () => setPointed(null),
      Enter: () => {
        if (pointed !== null) onPick?.(pointed.key);
      },
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step();
  };
  const point = pointed === null ? undefined : byKey.get(pointed.key);
  const keys = points.length === 0 ? {} : { tabIndex: 0, onKeyDown: onKey, onBlur: () => setPointed(null) };
  return (
    <div
      className="chart-plane"
      data-picks={onPick === undefined ? undefined : 'yes'}
      role="group"
      aria-roledescription="chart"
      aria-label={`${description}${points.length === 0 ? '' : ' Arrow keys go through its marks.'}`}
      {...keys}
    >
      <ChartHead texts={head} />
      <div ref={place} className="chart-drawing" aria-hidden="true" />
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div aria-live={pointed?.by === 'keys' ? 'polite' : 'off'}>
        {point === undefined || pointed === null ? null : (
          <ChartNote point={point} at={pointed.at} picks={onPick === undefined ? null : picks} />
        )}
      </div>
    </div>
  );
}
