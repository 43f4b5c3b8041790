import { compile, type TopLevelSpec } from 'vega-lite';
import { parse, View } from 'vega';

import { placesUsed, type Sample } from './load.ts';

/** One course of the controller against an endpoint whose places change. */
export interface Course {
  readonly title: string;
  readonly samples: readonly Sample[];
  /** Places from a time on, first to last. */
  readonly places: readonly { readonly at: number; readonly places: number }[];
  readonly durationMs: number;
}

const averagedMs = 500;

/** Draws limit and throughput over time against the places the endpoint has; as SVG on a white ground. */
export async function picture(courses: readonly Course[]): Promise<string> {
  const spec = {
    background: 'white',
    padding: 12,
    spacing: 16,
    hconcat: courses.map((course, index) => panel(course, index === 0 ? 'calls' : null)),
    config: {
      font: 'system-ui, sans-serif',
      view: { stroke: '#bbb' },
      axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 400, gridColor: '#e4e4e4' },
      title: { fontSize: 13, fontWeight: 600, anchor: 'start' },
      legend: { labelFontSize: 12, labelLimit: 0, orient: 'bottom', title: null, symbolStrokeWidth: 3 },
    },
  } as unknown as TopLevelSpec;
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}

const lines = [
  { name: 'places of the endpoint', colour: '#8a8a8a' },
  { name: 'limit found out', colour: '#0b62c4' },
  { name: 'places kept at work', colour: '#b3470b' },
] as const;

function panel({ title, samples, places, durationMs }: Course, axisTitle: string | null): object {
  const truth = [...places, { at: durationMs, places: places.at(-1)?.places ?? 0 }];
  const most = Math.max(...places.map((stage) => stage.places));
  const values = [
    ...truth.map((stage) => ({ seconds: stage.at / 1000, value: stage.places, line: lines[0].name })),
    // Cut where it is off the scale: slow start overshoots for a moment.
    ...samples.map(({ at, limit }) => ({ seconds: at / 1000, value: Math.min(limit, 2 * most), line: lines[1].name })),
    ...samples.map(({ at }) => ({
      seconds: at / 1000,
      value: placesUsed(samples, at - averagedMs, at),
      line: lines[2].name,
    })),
  ];
  return {
    title,
    width: 380,
    height: 220,
    data: { values },
    mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.8 },
    encoding: {
      x: { field: 'seconds', type: 'quantitative', title: 'seconds' },
      y: { field: 'value', type: 'quantitative', title: axisTitle, scale: { domain: [0, 2 * most] } },
      color: {
        field: 'line',
        type: 'nominal',
        scale: { domain: lines.map(({ name }) => name), range: lines.map(({ colour }) => colour) },
      },
    },
  };
}
