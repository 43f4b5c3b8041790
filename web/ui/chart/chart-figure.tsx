import type { TopLevelSpec } from 'vega-lite';
import { useId, useRef, type ReactNode } from 'react';

import type { DrawnChart } from '../../charts/drawn-chart.ts';
import { pageColour } from '../../charts/page-colour.ts';
import { standAlone } from '../../charts/stand-alone.ts';
import { setQuery } from '../../route.ts';
import { useWanted } from '../multi-select.tsx';
import { saveFile } from '../save-file.ts';
import type { Table } from '../table/column.ts';
import { DataTable } from '../table/data-table.tsx';
import { tableCsv } from '../table/table-csv.ts';
import { ChartPlane } from './chart-plane.tsx';
import type { ChartPoint } from './chart-point.ts';

export interface ChartFigureProps<Row> {
  /** Tells it from other charts of the page, in the address, and names its files: letters and `-`. */
  readonly name: string;
  readonly title: string;
  /** Level of its heading: 2 right under the page's own. Default 3. */
  readonly level?: 2 | 3;
  /** What can be seen in it, for those who cannot see it: one or two sentences with the main numbers. */
  readonly description: string;
  /** The chart for so many pixels of width, in the page's colours by name (`var(--accent)`, `currentColor`). */
  readonly spec: (width: number) => TopLevelSpec;
  /** The same numbers as a table, and as the CSV file. */
  readonly table: Table<Row>;
  /** Name of the table's sorting in the address; one of its own unless given. */
  readonly sortName?: string;
  /** What is said of each mark, found by the `key` of its data. In the order the keyboard goes through them. */
  readonly points?: readonly ChartPoint[];
  /** A click on a mark, or Enter on it. */
  readonly onPick?: (key: string) => void;
  /** What that leads to, in words. Default `the trials behind it`. */
  readonly picks?: string;
  /** Where a row of the table leads. */
  readonly rowHref?: (row: Row) => string | null;
  /** What the marks mean, above the chart. */
  readonly keys?: ReactNode;
  /** What must be known of it, below. */
  readonly children?: ReactNode;
}

/** A chart with its table, its data as a CSV file and itself as an SVG file. */
export function ChartFigure<Row>(props: ChartFigureProps<Row>): ReactNode {
  const { name, title, description, spec, table, points = [], onPick, rowHref, keys, children } = props;
  const { sortName = `sort-${name}`, picks = 'the trials behind it', level = 3 } = props;
  const Heading = `h${level}` as const;
  const drawn = useRef<DrawnChart | null>(null);
  const id = useId();
  const open = useWanted('table');
  const isOpen = open.has(name);
  const toggle = (): void =>
    setQuery({ table: isOpen ? [...open].filter((one) => one !== name) : [...open, name] }, { replace: true });
  const saveSvg = async (): Promise<void> => {
    const svg = await drawn.current?.svg();
    if (svg !== undefined) saveFile(`${name}.svg`, 'image/svg+xml', standAlone(svg, title, pageColour));
  };
  return (
    <figure className="chart" aria-labelledby={id}>
      <div className="chart-head">
        <Heading id={id}>
          <bdi>{title}</bdi>
        </Heading>
        <div className="chart-buttons" role="group" aria-label={`This chart in other forms: ${title}`}>
          <button type="button" aria-expanded={isOpen} aria-controls={`${id}-table`} onClick={toggle}>
            Table
          </button>
          <button type="button" onClick={() => saveFile(`${name}.csv`, 'text/csv', tableCsv(table))}>
            CSV
          </button>
          <button type="button" onClick={() => void saveSvg()}>
            SVG
          </button>
        </div>
      </div>
      {keys === undefined ? null : <div className="chart-keys">{keys}</div>}
      <ChartPlane
        description={description}
        spec={spec}
        points={points}
        picks={picks}
        onPick={onPick}
        onDrawn={(chart) => {
          drawn.current = chart;
        }}
      />
      {children === undefined ? null : <figcaption>{children}</figcaption>}
      <div id={`${id}-table`}>
        {isOpen ? <DataTable table={table} caption={title} quietCaption sortName={sortName} rowHref={rowHref} /> : null}
      </div>
    </figure>
  );
}
