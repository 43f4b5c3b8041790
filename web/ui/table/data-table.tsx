import { useRef, type ReactNode } from 'react';

import { count } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { setQuery, useRoute } from '../../route.ts';
import type { Column, Table } from './column.ts';
import { nextSorting, parseSorting, sortingText, sortRows, type Sorting } from './sort-rows.ts';
import { mostPrinted, useRowWindow } from './use-row-window.ts';

export interface DataTableProps<Row> {
  readonly table: Table<Row>;
  /** What the table shows, for its caption and for the region that scrolls. */
  readonly caption: string;
  /** Whether the caption is only for those who do not see the page: where a heading stands above. */
  readonly quietCaption?: boolean;
  /** Name of the sorting in the address. Default `sort`. */
  readonly sortName?: string;
  /** Where all rows are, for paper that has not; default: in the CSV file that the page saves. */
  readonly wholeAs?: string;
  /** Where a row leads; its first cell is then a link. */
  readonly rowHref?: ((row: Row) => string | null) | undefined;
}

/**
 * A table that sorts by its heads, keeps head and first column in view, and scrolls within itself. Of many rows only
 * those in view are on the page.
 */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { table, caption, quietCaption = false, sortName = 'sort', rowHref } = props;
  const { wholeAs = 'The CSV file of this table, saved from this page, has them all.' } = props;
  const { columns, rowKey } = table;
  const sorting = parseSorting(useRoute().query.get(sortName), columns);
  const rows = sortRows(table.rows, columns, sorting);
  const place = useRef<HTMLDivElement>(null);
  const { shown, before, after, measure } = useRowWindow(rows.length, place);
  return (
    <div className="table-place" ref={place} role="region" aria-label={`Table: ${caption}`} tabIndex={0}>
      <table aria-rowcount={rows.length + 1}>
        <caption className={quietCaption ? 'unseen' : undefined}>{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <SortHead key={column.key} column={column} sorting={sorting} sortName={sortName} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={before} columns={columns.length} />
          {shown.map((index) => {
            const row = rows[index] as Row;
            return (
              <tr key={rowKey(row)} aria-rowindex={index + 2} data-index={index} ref={measure}>
                <Cells row={row} columns={columns} href={rowHref?.(row) ?? null} />
              </tr>
            );
          })}
          <Gap height={after} columns={columns.length} />
        </tbody>
      </table>
      {rows.length > mostPrinted ? (
        <p className="printed-only note">
          The first {count(mostPrinted)} of {count(rows.length)} rows are printed, {count(rows.length - mostPrinted)}{' '}
          are not. {wholeAs}
        </p>
      ) : null}
    </div>
  );
}

/** Stands for the rows that are out of view. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }): ReactNode {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="gap">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

interface SortHeadProps {
  readonly column: Pick<Column<never>, 'key' | 'title' | 'numeric'>;
  readonly sorting: Sorting | null;
  readonly sortName: string;
}

function SortHead({ column, sorting, sortName }: SortHeadProps): ReactNode {
  const { key, title, numeric = false } = column;
  const own = sorting?.key === key ? sorting : null;
  const next = nextSorting(sorting, column);
  return (
    <th
      scope="col"
      className={numeric ? 'number' : undefined}
      aria-sort={own === null ? undefined : own.down ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        className={title.length > shortHead ? 'sort wraps' : 'sort'}
        onClick={() => setQuery({ [sortName]: next === null ? undefined : sortingText(next) }, { replace: true })}
      >
        {title}
        <span aria-hidden="true" className="arrow">
          {own === null ? '' : own.down ? '▼' : '▲'}
        </span>
      </button>
    </th>
  );
}

/** Up to so many characters a head stays on one line. */
const shortHead = 16;

/** Up to so many characters a text stays on one line; a longer one gets room to be read. */
const shortText = 26;

function laid(content: ReactNode): ReactNode {
  if (typeof content !== 'string') return content;
  if (content.length <= shortText) return <span className="short">{content}</span>;
  return (
    <span className="long" style={{ minWidth: `min(30rem, ${Math.ceil(content.length * 0.4)}ch)` }}>
      {content}
    </span>
  );
}

/** Texts of the first column may wrap anywhere; short ones need no more room than they take. */
function leastWidth(content: string): { readonly minWidth: string } {
  return { minWidth: `min(14rem, 40vw, ${Math.ceil(content.length * 0.9)}ch + 1.5rem)` };
}

interface CellsProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly href: string | null;
}

function Cells<Row>({ row, columns, href }: CellsProps<Row>): ReactNode {
  return columns.map(({ key, value, cell, numeric = false }, index) => {
    const said = cell === undefined ? visibleLine(String(value(row) ?? '–')) : cell(row);
    const content = index === 0 ? said : laid(said);
    const className = numeric ? 'number' : undefined;
    return index === 0 ? (
      <th
        key={key}
        scope="row"
        className={className}
        style={leastWidth(typeof content === 'string' ? content : String(value(row) ?? ''))}
      >
        {href === null ? content : <a href={href}>{content}</a>}
      </th>
    ) : (
      <td key={key} className={className}>
        {content}
      </td>
    );
  });
}
