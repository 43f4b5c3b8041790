import { parse, View, type Item, type Scene, type SceneGroup, type Spec } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';

import type { ChartPlace, Charts, Datum, DrawnChart } from './drawn-chart.ts';

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
    placeOf: (key) => placeOfKey(rootOf(view), key, view.origin()),
    end: () => {
      view.finalize();
      place.replaceChildren();
    },
  };
}

function datumOf(item: Item | null | undefined): Datum | null {
  const datum: unknown = item?.datum;
  return typeof datum === 'object' && datum !== null ? (datum as Datum) : null;
}

function placeIn(place: HTMLElement, event: Event): ChartPlace {
  const { left, top } = place.getBoundingClientRect();
  const { clientX, clientY } = event as MouseEvent;
  return { x: clientX - left, y: clientY - top };
}

function rootOf(view: View): unknown {
  // The library's types leave it out.
  return (view.scenegraph() as unknown as { readonly root: unknown }).root;
}

/** Searches the marks of a scene, which nest, from the last that was drawn; texts and what catches the pointer apart. */
function placeOfKey(scene: unknown, key: string, [left, top]: readonly number[]): ChartPlace | null {
  const { items = [], marktype, name } = scene as Partial<Scene>;
  if (marktype === 'text' || name === 'hit_marks') return null;
  for (const item of items.toReversed() as (SceneGroup & Item)[]) {
    if (datumOf(item)?.['key'] === key && item.bounds !== undefined) {
      const { x1, x2, y1, y2 } = item.bounds;
      return { x: (left ?? 0) + (x1 + x2) / 2, y: (top ?? 0) + (y1 + y2) / 2 };
    }
    const inside = placeOfKey(item, key, [(left ?? 0) + (item.x ?? 0), (top ?? 0) + (item.y ?? 0)]);
    if (inside !== null) return inside;
  }
  return null;
}

(globalThis as { exitpollCharts?: Charts }).exitpollCharts = { draw };
