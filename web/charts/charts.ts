import { parse, View, type Spec } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';

import type { ChartPlace, Charts, DrawnChart } from './drawn-chart.ts';
import { datumOf, headTexts, placeOfKey } from './scene.ts';

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
    hover: false,
    tooltip: () => {},
  });
  await view.runAsync();
  return {
    svg: () => view.toSVG(),
    onClick: (tell) => {
      view.addEventListener('click', (_event, item) => {
        const datum = datumOf(item);
        if (datum !== null) tell(datum);
      });
    },
    onHover: (tell) => {
      view.addEventListener('mousemove', (event, item) => tell(datumOf(item), placeIn(place, event)));
      view.addEventListener('mouseout', (event) => tell(null, placeIn(place, event)));
    },
    placeOf: (key) => placeOfKey(rootOf(view), key, originOf(view)),
    head: () => headTexts(rootOf(view), originOf(view)),
    end: () => {
      view.finalize();
      place.replaceChildren();
    },
  };
}

function placeIn(place: HTMLElement, event: Event): ChartPlace {
  const { left, top } = place.getBoundingClientRect();
  const { clientX, clientY } = event as MouseEvent;
  return { x: clientX - left, y: clientY - top };
}

/** Where the scene begins in its element: the library counts from inside the padding. */
function originOf(view: View): readonly [left: number, top: number] {
  const [left, top] = view.origin();
  const around = view.padding();
  return typeof around === 'number'
    ? [left + around, top + around]
    : [left + (around.left ?? 0), top + (around.top ?? 0)];
}

function rootOf(view: View): unknown {
  // The library's types leave it out.
  return (view.scenegraph() as unknown as { readonly root: unknown }).root;
}

(globalThis as { exitpollCharts?: Charts }).exitpollCharts = { draw };
