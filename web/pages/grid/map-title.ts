import { count, countOf } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { measureNames, type GridView } from './use-grid-view.ts';

/** What a map shows, and of what: `Bail rate · 231 items of starter, 78 conditions`. */
export function mapTitle(view: GridView): string {
  const { items, dataset } = view.grid.items;
  const of = `${countOf(items.length, 'item')} of ${visibleLine(dataset, 40)}, ${countOf(view.columns.length, 'condition')}`;
  const rows = view.rowKind === 'items' ? '' : ` · ${count(view.rows.length)} rows, each the mean of its items`;
  return `${measureNames[view.measure]} · ${of}${rows}`;
}
