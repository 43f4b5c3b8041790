import type { Item, Scene, SceneGroup } from 'vega';

import { headLayer } from '../../src/report/html/charts/row-plot.ts';
import type { ChartPlace, Datum, HeadText } from './drawn-chart.ts';

/** What a mark was drawn from; `null` for none. */
export function datumOf(item: Item | null | undefined): Datum | null {
  const datum: unknown = item?.datum;
  return typeof datum === 'object' && datum !== null ? (datum as Datum) : null;
}

type Origin = readonly number[];

/** Searches the marks of a scene, which nest, from the last that was drawn; texts and what catches the pointer apart. */
export function placeOfKey(scene: unknown, key: string, [left = 0, top = 0]: Origin): ChartPlace | null {
  const { items = [], marktype, name } = scene as Partial<Scene>;
  if (marktype === 'text' || name === 'hit_marks') return null;
  for (const item of items.toReversed() as (SceneGroup & Item)[]) {
    if (datumOf(item)?.['key'] === key && item.bounds !== undefined) {
      const { x1, x2, y1, y2 } = item.bounds;
      return { x: left + (x1 + x2) / 2, y: top + (y1 + y2) / 2 };
    }
    const inside = placeOfKey(item, key, [left + (item.x ?? 0), top + (item.y ?? 0)]);
    if (inside !== null) return inside;
  }
  return null;
}

/** The texts of the axis above a long chart. */
export function headTexts(scene: unknown, [left = 0, top = 0]: Origin): readonly HeadText[] {
  const { items = [], marktype, name } = scene as Partial<Scene>;
  if (marktype === 'text') {
    if (name?.startsWith(headLayer) !== true) return [];
    return (items as unknown as readonly HeadText[]).map(({ text, x, align }) => ({
      text,
      x: left + x,
      align,
    }));
  }
  return (items as (SceneGroup & Item)[]).flatMap((item) =>
    headTexts(item, [left + (item.x ?? 0), top + (item.y ?? 0)]),
  );
}
