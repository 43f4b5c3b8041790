import type { ReactNode } from 'react';

import { count, percentSigned } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { outcomes } from '../../../src/conversation/outcome.ts';
import { href } from '../../route.ts';
import { useStudyQuery } from '../../study.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { tallyOf, type GridColumn, type Tally } from './grid-data.ts';
import { without, type Measure } from './measures.ts';
import type { Cell } from './paint-map.ts';
import { Prompt } from './prompt.tsx';
import { categoryName, type MapRow } from './rows.ts';
import { measureNames, type GridView } from './use-grid-view.ts';

/** Where the trials of a cell are listed. */
export function cellHref(view: GridView, { row, column }: Cell, study: { readonly study?: string }): string | null {
  const [own, of] = [view.rows[row], view.columns[column]];
  if (own === undefined || of === undefined || of.condition.unsupported !== null) return null;
  const name = { items: 'item', clusters: 'cluster', categories: 'category' }[view.rowKind];
  const value = view.rowKind === 'categories' && view.grid.categoryOf[own.places[0] ?? 0] === -1 ? 'none' : own.label;
  return href('trials', { ...study, condition: of.condition.id, [name]: value });
}

/** What a cell shows, in words: `abuse-3, sim:even · bail-tool: bail rate 33.3 %; 1 bail, 2 continue`. */
export function cellText(view: GridView, { row, column }: Cell): string {
  const [own, of] = [view.rows[row], view.columns[column]];
  if (own === undefined || of === undefined) return '';
  const tally = tallyOf(of, own.places);
  const counts = countsOf(tally).map(([name, trials]) => `${count(trials)} ${name}`);
  const share = shareText(view.values[column]?.[row] ?? without.unmeasured, view.measure);
  return `${visibleLine(own.label, 80)}, ${conditionText(of.condition, ['dataset'])}: ${share}${counts.length === 0 ? '' : `; ${counts.join(', ')}`}`;
}

/** A share with its name, or why there is none. */
export function shareText(value: number, measure: Measure): string {
  switch (value) {
    case without.unsupported:
      return 'unsupported: the model cannot do the method';
    case without.pending:
      return 'no outcome yet';
    case without.unanswered:
      return 'asked, no answer';
    case without.unmeasured:
      return measure === 'refusal' ? 'not scored' : 'not read out';
    default:
      return `${measureNames[measure].toLowerCase()} ${percentSigned(value)}`;
  }
}

function countsOf(tally: Tally): readonly (readonly [name: string, trials: number])[] {
  return [...outcomes, 'pending' as const]
    .map((name) => [name, tally[name]] as const)
    .filter(([, trials]) => trials > 0);
}

/** Beside the map: the cell under the pointer or the cursor. */
export function CellNote({ view, cell }: { readonly view: GridView; readonly cell: Cell | null }): ReactNode {
  const study = useStudyQuery();
  const row = cell === null ? undefined : view.rows[cell.row];
  const column = cell === null ? undefined : view.columns[cell.column];
  if (cell === null || row === undefined || column === undefined) {
    return (
      <section className="cell-note" aria-label="Cell">
        <p className="note">
          Point at a cell, or go over the map with the arrow keys, to see its counts. A click, or Enter, opens its
          trials.
        </p>
      </section>
    );
  }
  const trials = cellHref(view, cell, study);
  const value = view.values[cell.column]?.[cell.row] ?? without.unmeasured;
  return (
    <section className="cell-note" aria-label="Cell">
      <h2>
        <bdi>{visibleLine(row.label, 120)}</bdi>
      </h2>
      <p className="note">
        <RowText view={view} row={row} />
      </p>
      <p>
        <bdi>{conditionText(column.condition, ['dataset'])}</bdi>
      </p>
      <p className="share">{shareText(value, view.measure)}</p>
      <Counts column={column} row={row} view={view} />
      {view.rowKind === 'items' ? <Prompt dataset={view.grid.items.dataset} place={row.places[0] ?? 0} /> : null}
      {trials === null ? (
        <p className="note">{visibleLine(column.condition.unsupported ?? '', 200)}</p>
      ) : (
        <p>
          <a href={trials}>Trials of this cell</a>
        </p>
      )}
    </section>
  );
}

function RowText({ view, row }: { readonly view: GridView; readonly row: MapRow }): ReactNode {
  const place = row.places[0] ?? 0;
  const { items, clusterOf } = view.grid;
  const cluster = items.clusters[clusterOf[place] ?? 0] ?? '';
  const parts = [
    ...(view.rowKind === 'categories' ? [] : [`category ${visibleLine(categoryName(view.grid, place), 60)}`]),
    ...(view.rowKind === 'items'
      ? [`cluster ${visibleLine(cluster, 60)}`]
      : [`${count(row.places.length)} items, their mean`]),
  ];
  return <bdi>{parts.join(' · ')}</bdi>;
}

function Counts({
  column,
  row,
  view,
}: {
  readonly column: GridColumn;
  readonly row: MapRow;
  readonly view: GridView;
}): ReactNode {
  const tally = tallyOf(column, row.places);
  if (tally.planned === 0) return null;
  const own = view.measure === 'refusal' ? column.refusals.get(view.scorer ?? '') : undefined;
  const sum = (of: ArrayLike<number> | undefined): number =>
    row.places.reduce((all, place) => all + (of?.[place] ?? 0), 0);
  return (
    <table className="counts">
      <caption className="unseen">Trials by outcome</caption>
      <tbody>
        {countsOf(tally).map(([name, trials]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{count(trials)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">planned</th>
          <td>{count(tally.planned)}</td>
        </tr>
        {own === undefined ? null : (
          <tr>
            <th scope="row">first replies that refuse</th>
            <td>
              {count(sum(own.refused))} of {count(sum(own.told))}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
