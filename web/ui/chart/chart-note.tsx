import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

import type { ChartPlace } from '../../charts/drawn-chart.ts';
import type { ChartPoint } from './chart-point.ts';

const away = 14;

export interface ChartNoteProps {
  readonly point: ChartPoint;
  readonly at: ChartPlace;
  /** What a click leads to; `null` where it leads nowhere. */
  readonly picks: string | null;
}

/** What is said of a mark, beside it and within the chart's width. */
export function ChartNote({ point, at, picks }: ChartNoteProps): ReactNode {
  const note = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState(at.x + away);
  useLayoutEffect(() => {
    const own = note.current;
    const room = own?.parentElement?.parentElement?.clientWidth ?? 0;
    const width = own?.offsetWidth ?? 0;
    const right = at.x + away + width <= room;
    setLeft(right ? at.x + away : Math.max(0, Math.min(room - width, at.x - away - width)));
  }, [at.x, point.key]);
  return (
    <div ref={note} className="chart-note" style={{ left, top: at.y + away }}>
      <p className="chart-note-title">
        <bdi>{point.title}</bdi>
      </p>
      <dl>
        {point.lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {point.notes?.map((text) => (
        <p key={text} className="chart-note-mark">
          {text}
        </p>
      ))}
      {picks === null ? null : <p className="note">Click or Enter: {picks}</p>}
    </div>
  );
}
