import type { ReactNode } from 'react';

import { count } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { useStudyQuery } from '../../study.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { cellHref, columnShare, countsOf, shareText } from './cell-text.ts';
import { tallyOf, type GridColumn } from './grid-data.ts';
import { without } from './measures.ts';
import type { Spot } from './paint-map.ts';
import { Prompt } from './prompt.tsx';
import { categoryName, type MapRow } from './rows.ts';
import type { GridView } from './use-grid-view.ts';

/** Beside the map: the cell, or the column, under the pointer or the cursor. */
export function CellNote({ view, spot }: { readonly view: GridView; readonly spot: Spot | null }): ReactNode {
  const study = useStudyQuery();
  const column = spot === null ? undefined : view.columns[spot.column];
  if (spot === null || column === undefined) {
    return (
      <section className="cell-note" aria-label="Cell">
        <p className="note">
          Point at a cell, or go over the map with the arrow keys, to see its counts. A click, or Enter, opens its
          trials.
        </p>
      </section>
    );
  }
  const trials = cellHref(view, spot, study);
  const row = spot.row === null ? undefined : view.rows[spot.row];
  if (spot.row === null || row === undefined) {
    return (
      <section className="cell-note" aria-label="Cell">
        <h2>
          <bdi>{conditionText(column.condition, ['dataset'])}</bdi>
        </h2>
        <p className="share">{columnShare(view, spot.column)}</p>
        <ToTrials href={trials} of="condition" column={column} />
      </section>
    );
  }
  const value = view.values[spot.column]?.[spot.row] ?? without.unmeasured;
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
      <ToTrials href={trials} of="cell" column={column} />
    </section>
  );
}

function ToTrials({
  href,
  of,
  column,
}: {
  readonly href: string | null;
  readonly of: 'cell' | 'condition';
  readonly column: GridColumn;
}): ReactNode {
  if (href === null) return <p className="note">{visibleLine(column.condition.unsupported ?? '', 200)}</p>;
  return (
    <p>
      <a href={href}>Trials of this {of}</a>
    </p>
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
