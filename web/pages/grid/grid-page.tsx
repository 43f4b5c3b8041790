import { useState, type ReactNode } from 'react';

import type { GridAnswer } from '../../../src/server/wire/grid.ts';
import { go } from '../../route.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useDark } from '../../ui/use-dark.ts';
import { CellNote } from './cell-note.tsx';
import { cellHref, cellText, columnShare, columnText, spotLines } from './cell-text.ts';
import { GridControls } from './grid-controls.tsx';
import { HeatMap } from './heat-map.tsx';
import { Legend } from './legend.tsx';
import { Likeness } from './likeness.tsx';
import { gridCsv, gridPng, gridSvg } from './map-files.ts';
import { mapTitle } from './map-title.ts';
import type { Spot } from './paint-map.ts';
import { paletteOf } from './palette.ts';
import { useGridView, type GridView } from './use-grid-view.ts';

/** Who leaves where: items × conditions as a map. */
export function GridPage(): ReactNode {
  const study = useStudyQuery();
  const answer = useApi(client.grid, { query: study });
  return (
    <>
      <h1>Grid</h1>
      <p className="note">Who leaves where: items below each other, conditions side by side, a cell for each pair.</p>
      <Loaded query={answer} what="the outcomes of all items">
        {(read) => <Grid answer={read} />}
      </Loaded>
    </>
  );
}

function Grid({ answer }: { readonly answer: GridAnswer }): ReactNode {
  const view = useGridView(answer);
  if (view === null) return <p className="note">This study has no items yet.</p>;
  return (
    <>
      <GridControls view={view} scorers={answer.scorers} />
      {view.columns.length === 0 ? (
        <p className="note">
          No condition on these items has what is asked for. Show all models and methods to see some.
        </p>
      ) : (
        <MapWithNote view={view} />
      )}
      <Likeness dataset={view.grid.items.dataset} />
    </>
  );
}

function MapWithNote({ view }: { readonly view: GridView }): ReactNode {
  const study = useStudyQuery();
  const [spot, setSpot] = useState<Spot | null>(null);
  const [said, setSaid] = useState('');
  const inMap = spot !== null && (spot.row ?? 0) < view.rows.length && spot.column < view.columns.length ? spot : null;
  const title = mapTitle(view);
  return (
    <section className="grid-map" aria-label="Map">
      <div>
        <div className="map-head">
          <p className="note">
            <bdi>{title}</bdi>
          </p>
          <MapFiles view={view} />
        </div>
        <p className="printed-only note">
          Printed: the part of the map that is in view. Its SVG and PNG files, saved from this page, have all of it, the
          CSV file all numbers.
        </p>
        <ColumnLine view={view} column={inMap?.column ?? null} />
        <HeatMap
          label={title}
          groups={view.groups}
          values={view.values}
          heads={view.heads}
          rowHeight={view.rowHeight}
          spot={inMap}
          onSpot={(to, by) => {
            setSpot(to);
            if (by === 'keys' && to.row !== null) setSaid(cellText(view, { row: to.row, column: to.column }));
          }}
          said={(of) => spotLines(view, of)}
          onOpen={(to) => {
            const address = cellHref(view, to, study);
            if (address !== null) go(address);
          }}
        />
        <Legend view={view} />
        <p className="unseen" role="status">
          {said}
        </p>
      </div>
      <CellNote view={view} spot={inMap} />
    </section>
  );
}

/** Above the map, always in the same place: the column that is pointed at, in full, else what all columns share. */
function ColumnLine({ view, column }: { readonly view: GridView; readonly column: number | null }): ReactNode {
  const { shared } = view.heads;
  return (
    <p className="column-line">
      {column === null ? (
        <span className="soft">
          {shared === '' ? 'Point at a column for its whole name.' : <bdi>All columns: {shared}</bdi>}
        </span>
      ) : (
        <>
          <bdi>{columnText(view, column)}</bdi> <span className="soft">{columnShare(view, column)}</span>
        </>
      )}
    </p>
  );
}

function MapFiles({ view }: { readonly view: GridView }): ReactNode {
  const palette = paletteOf(useDark());
  const name = `grid-${view.measure}`;
  return (
    <div className="chart-buttons" role="group" aria-label="This map as a file">
      <button type="button" onClick={() => saveFile(`${name}.csv`, 'text/csv', gridCsv(view))}>
        CSV
      </button>
      <button type="button" onClick={() => saveFile(`${name}.svg`, 'image/svg+xml', gridSvg(view, palette))}>
        SVG
      </button>
      <button
        type="button"
        onClick={() => void gridPng(view, palette).then((image) => saveFile(`${name}.png`, 'image/png', image))}
      >
        PNG
      </button>
    </div>
  );
}
