import { useState, type ReactNode } from 'react';

import { count, countOf } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { GridAnswer } from '../../../src/server/wire/grid.ts';
import { go } from '../../route.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useDark } from '../../ui/use-dark.ts';
import { CellNote, cellHref, cellText } from './cell-note.tsx';
import { GridControls } from './grid-controls.tsx';
import { HeatMap } from './heat-map.tsx';
import { Legend } from './legend.tsx';
import { Likeness } from './likeness.tsx';
import { gridCsv, gridPng, gridSvg } from './map-files.ts';
import type { Cell } from './paint-map.ts';
import { paletteOf } from './palette.ts';
import { measureNames, useGridView, type GridView } from './use-grid-view.ts';

/** Who leaves where: items × conditions as a map. */
export function GridPage(): ReactNode {
  const study = useStudyQuery();
  const answer = useApi(client.grid, { query: study });
  return (
    <>
      <h1>Who leaves where</h1>
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
  const [cell, setCell] = useState<Cell | null>(null);
  const [said, setSaid] = useState('');
  const inMap = cell !== null && cell.row < view.rows.length && cell.column < view.columns.length ? cell : null;
  const { dataset } = view.grid.items;
  const size = `${countOf(view.grid.items.items.length, 'item')} of ${visibleLine(dataset, 40)}, ${countOf(view.columns.length, 'condition')}`;
  return (
    <section className="grid-map" aria-label="Map">
      <div>
        <div className="map-head">
          <p className="note">
            {measureNames[view.measure]} · <bdi>{size}</bdi>
            {view.rowKind === 'items' ? null : ` · ${count(view.rows.length)} rows, each the mean of its items`}
          </p>
          <MapFiles view={view} />
        </div>
        <HeatMap
          label={`${measureNames[view.measure]}: ${size}`}
          groups={view.groups}
          values={view.values}
          heads={view.heads}
          rowHeight={view.rowHeight}
          cell={inMap}
          onCell={(to, by) => {
            setCell(to);
            if (by === 'keys') setSaid(cellText(view, to));
          }}
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
      <CellNote view={view} cell={inMap} />
    </section>
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
