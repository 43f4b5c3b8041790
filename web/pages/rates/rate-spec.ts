import type { TopLevelSpec } from 'vega-lite';

import { pageStyleOf } from '../../../src/report/figures/theme.ts';
import { chartSpec, type ChartSize } from '../../../src/report/html/charts/frame.ts';
import { distinctLabels } from '../../../src/report/distinct-labels.ts';
import { inkedRateLayers, rateBar, type RateBar } from '../../../src/report/html/charts/rate-layers.ts';
import { rowPlot, type RowEncoding } from '../../../src/report/html/charts/row-plot.ts';
import { rowRoom } from '../../charts/row-room.ts';
import { hitLayer } from '../../ui/chart/hit-layer.ts';
import { attributeOf, type RowGroup } from './arrange.ts';
import { signsOf } from './rate-notes.ts';
import type { RateRow } from './rate-row.ts';

/** A method with its colour and shape. */
export interface MethodStyle {
  readonly label: string;
  readonly color: string;
  readonly shape: string;
}

type Drawn = RateBar & { readonly key: string; readonly color: string; readonly shape: string };

/** Colour and shape of every way of offering among rows, in the order they come. */
export function methodStyles(rows: readonly RateRow[]): readonly MethodStyle[] {
  const labels = [...new Set(rows.map((row) => attributeOf(row, 'method')))];
  return labels.map((label, index) => ({ label, ...pageStyleOf(index) }));
}

/**
 * Rates with their intervals in rows under headings.
 *
 * @param options.tight whether the rows of a heading stand on one line
 * @param options.axis what the rates are of, for the axis
 */
export function rateSpec(
  groups: readonly RowGroup[],
  options: { readonly tight: boolean; readonly axis: string },
): (width: number) => TopLevelSpec {
  const rows = groups.flatMap((group) => group.rows.map(({ row }) => row));
  const styles = new Map(methodStyles(rows).map((style) => [style.label, style]));
  const top = topOf(rows);
  const hasPublished = rows.some(({ published }) => published !== undefined);
  return (width) => {
    const size = rowRoom(width);
    // Room for the dots at both ends.
    const margin = (8 * top) / size.plotWidth;
    const ticks = size.narrow ? [0, top / 2, top] : [0, top / 4, top / 2, (top * 3) / 4, top];
    const scale = { domain: [-margin, top + margin], values: ticks, title: `${options.axis}, %` } as const;
    const step = hasPublished && !options.tight ? 36 : 26;
    const drawn = groups.map((group) => {
      const labels = distinctLabels(
        group.rows.map(({ label, row }) => [label, signsOf(row)].filter((text) => text !== '').join(' ')),
        size.labelMax,
      );
      const bars = group.rows.map(({ row }, index): Drawn => {
        const { color = '', shape = '' } = styles.get(attributeOf(row, 'method')) ?? {};
        const { unsupported } = row.condition;
        return { ...rateBar({ ...row, unsupported }), label: labels[index] ?? '', key: row.key, color, shape };
      });
      return options.tight ? oneLine(group.title, bars, size.labelMax) : { title: group.title, rows: bars };
    });
    const laid = options.tight ? [{ title: '', rows: drawn.flatMap((group) => group.rows) }] : drawn;
    return chartSpec([rowPlot<Drawn>(laid, scale, size, step, (encoding) => layers(encoding, size, step))]);
  };
}

/** The rows of a heading on one line, which carries the heading. */
function oneLine(title: string, bars: readonly Drawn[], max: number) {
  const [label = ''] = distinctLabels([title], max);
  const rows = bars.map((bar, index) => ({
    ...bar,
    label: index === 0 ? label : '',
    joins: index > 0,
    // What everything else is measured by stands alone.
    text: '',
    stayed: null,
    left: null,
    lowFixed: null,
    highFixed: null,
    published: null,
    publishedLow: null,
    publishedHigh: null,
    paper: null,
    neutral: null,
  }));
  return { title: '', rows };
}

function layers({ x }: RowEncoding<Drawn>, size: ChartSize, step: number): object[] {
  const own = (field: string): object => ({ field, type: 'nominal', scale: null, legend: null });
  return [hitLayer(size, step), ...inkedRateLayers(x, { color: own('color') }, { shape: own('shape') })];
}

/** The end of the axis in percent: the whole, unless all that is drawn lies far below. */
function topOf(rows: readonly RateRow[]): number {
  const ends = rows.flatMap(({ rate, high, highFixed, bounds, neutral, published }) => [
    rate,
    high,
    highFixed,
    bounds?.[1],
    neutral?.rate,
    published?.rate,
  ]);
  const most = 100 * Math.max(0, ...ends.map((end) => end ?? 0));
  return [10, 20, 40].find((top) => most <= top) ?? 100;
}
