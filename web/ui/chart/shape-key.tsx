import type { ReactNode } from 'react';

const paths: Readonly<Record<string, string>> = {
  circle: 'M8 3a5 5 0 1 0 .01 0Z',
  square: 'M3.5 3.5h9v9h-9Z',
  'triangle-up': 'M8 3l5.5 9.5h-11Z',
  'triangle-down': 'M8 13l5.5-9.5h-11Z',
  diamond: 'M8 2l6 6-6 6-6-6Z',
  'hollow-diamond': 'M8 2l6 6-6 6-6-6Z',
  ring: 'M8 3a5 5 0 1 0 .01 0Z',
  cross: 'M6 2h4v4h4v4h-4v4h-4v-4h-4v-4h4Z',
  line: 'M0 7.2h16v1.6h-16Z',
  band: 'M0 5h16v6h-16Z',
  block: 'M0 1h16v14h-16Z',
  tick: 'M7 1h2v14h-2Z',
};

export interface ShapeKeyProps {
  /** One of the shapes that charts draw, or a line, a band, a block, a tick. */
  readonly shape: string;
  readonly color?: string;
}

/** A mark as it stands in a chart, for the chart's legend. */
export function ShapeKey({ shape, color = 'currentColor' }: ShapeKeyProps): ReactNode {
  const hollow = shape === 'hollow-diamond' || shape === 'ring';
  return (
    <svg className="shape-key" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path
        d={paths[shape] ?? paths['circle']}
        fill={hollow ? 'none' : color}
        stroke={hollow ? color : 'none'}
        strokeWidth="1.5"
        opacity={shape === 'band' ? 0.45 : 1}
      />
    </svg>
  );
}
