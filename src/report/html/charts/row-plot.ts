import { fit, wrap } from '../../wrap.ts';
import { endText, titleMax, type ChartSize } from './frame.ts';

/** Rows under one heading; one with `joins` stands on the line of the row before it. */
export interface RowGroup<Row> {
  readonly title: string;
  readonly rows: readonly (Row & { readonly label: string; readonly joins?: boolean })[];
}

/** The axis below all rows, and above them where they are many. */
export interface RowScale {
  readonly domain: readonly [number, number];
  readonly values: readonly number[];
  readonly title: string;
  /** Whether 0 has a line of its own, beside the rows and not across their headings. */
  readonly zeroLine?: boolean;
  /** What the axis says at `datum.value`, in the drawing library's words; the value itself unless told. */
  readonly labelExpr?: string;
}

/** What the layers of a plot of rows are made with. */
export interface RowEncoding<Row> {
  /** A channel on the axis: `x` of the marks of a layer. */
  readonly x: (field: keyof Row & string) => object;
}

const titleLine = 17;
const groupGap = 14;

/** A plot higher than this says its axis above the rows too. Pixels. */
const longPlot = 480;

/** The layer of the axis above the rows: a page may keep what it says in view. */
export const headLayer = 'head';

/**
 * Rows under headings, as one plot: a plot for each heading takes the drawing library a hundred times as long where there
 * are many. Marks stand on lines given in pixels, and labels and headings are texts left of them.
 *
 * @param step pixels from one row to the next
 * @param layers marks in the order they are drawn; each row has all fields
 */
export function rowPlot<Row extends object>(
  groups: readonly RowGroup<Row>[],
  { domain, values, title, zeroLine = false, labelExpr }: RowScale,
  size: ChartSize,
  step: number,
  layers: (encoding: RowEncoding<Row>) => readonly object[],
): object {
  const rows: object[] = [];
  const titles: object[] = [];
  const grid: { at: number; y: number; bottom: number }[] = [];
  let y = 0;
  for (const group of groups) {
    if (y > 0) y += groupGap;
    const lines = group.title === '' ? [] : titleLines(group.title, size);
    if (lines.length > 0) titles.push({ y: y + titleLine / 2, text: lines });
    const top = y + lines.length * titleLine + 3;
    y = top;
    for (const row of group.rows) {
      if (row.joins !== true) y += step;
      rows.push({ ...row, y: y - step / 2 });
    }
    for (const at of values) grid.push({ at, y: top, bottom: y });
  }
  const scale = { domain, nice: false, zero: false };
  // The same in every layer: where layers differ, the axis takes from each what it says.
  const labels = labelExpr === undefined ? {} : { labelExpr };
  // Half a unit is not rounded away: 2.5 stays 2.5.
  const axis = { values, format: '~f', grid: false, domain: false, title, titleFontWeight: 'normal', ...labels };
  const vertical = (field: string): object => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, y], range: [0, y], nice: false, zero: false },
    axis: null,
  });
  const atLeft = { x: { value: -size.labelWidth } };
  const text = (data: readonly object[] | null, field: string, style: object): object => ({
    ...(data === null ? {} : { data: { values: data } }),
    mark: { type: 'text', align: 'left', baseline: 'middle', color: 'currentColor', limit: 0, ...style },
    encoding: { ...atLeft, y: vertical('y'), text: { field, type: 'nominal' } },
  });
  return {
    width: size.plotWidth,
    height: y,
    data: { values: rows },
    encoding: { y: vertical('y') },
    layer: [
      ...[false, true].map((isZero) => ({
        data: { values: grid.filter(({ at }) => (zeroLine && at === 0) === isZero) },
        mark: { type: 'rule', color: isZero ? 'currentColor' : 'var(--line)', strokeWidth: 1 },
        encoding: { x: { field: 'at', type: 'quantitative', scale, axis }, y: vertical('y'), y2: { field: 'bottom' } },
      })),
      text(titles, 'text', { fontSize: 13, fontWeight: 600, lineHeight: titleLine }),
      ...layers({ x: (field) => ({ field, type: 'quantitative', scale, axis }) }),
      text(null, 'label', { fontSize: 12 }),
      endText(size),
      ...(y > longPlot ? headLayers(scale, axis, { values, title, ...labels }, size) : []),
    ],
  };
}

function headLayers(
  scale: object,
  axis: object,
  { values, title, labelExpr = "format(datum.value, '~f')" }: Pick<RowScale, 'values' | 'title' | 'labelExpr'>,
  size: ChartSize,
): object[] {
  const style = { type: 'text', baseline: 'middle', color: 'currentColor', limit: 0 };
  const y = { value: -16 };
  return [
    {
      name: headLayer,
      data: { values: values.map((value) => ({ value })) },
      transform: [{ calculate: labelExpr, as: 'said' }],
      mark: { ...style, align: 'center', fontSize: 12 },
      encoding: {
        x: { field: 'value', type: 'quantitative', scale, axis },
        y,
        text: { field: 'said', type: 'nominal' },
      },
    },
    {
      name: `${headLayer}_title`,
      data: { values: [{ title: fit(title, size.labelMax - 3) }] },
      mark: { ...style, align: 'left', fontSize: 11 },
      encoding: { x: { value: -size.labelWidth }, y, text: { field: 'title', type: 'nominal' } },
    },
  ];
}

function titleLines(text: string, size: ChartSize): readonly string[] {
  return size.narrow ? wrap(text, titleMax(size)).split('\n').slice(0, 3) : [fit(text, titleMax(size))];
}
