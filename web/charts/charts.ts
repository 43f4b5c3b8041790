import { parse, View, type Spec } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';

import type { Charts, DrawnChart } from './drawn-chart.ts';

/**
 * Draws a vega-lite chart into an element. Expressions are interpreted, never compiled: the page's policy forbids
 * code from text.
 */
async function draw(place: HTMLElement, spec: TopLevelSpec): Promise<DrawnChart> {
  const program: Spec = compile(spec).spec;
  const view = new View(parse(program, {}, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'svg',
    container: place,
    hover: true,
    tooltip: () => {},
  });
  await view.runAsync();
  return {
    svg: () => view.toSVG(),
    onClick: (tell) => {
      view.addEventListener('click', (_event, item) => {
        const datum: unknown = item == null ? undefined : (item as { datum?: unknown }).datum;
        if (typeof datum === 'object' && datum !== null) tell(datum as Readonly<Record<string, unknown>>);
      });
    },
    end: () => {
      view.finalize();
      place.replaceChildren();
    },
  };
}

(globalThis as { exitpollCharts?: Charts }).exitpollCharts = { draw };
