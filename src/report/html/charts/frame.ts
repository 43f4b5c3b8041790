import type { TopLevelSpec } from 'vega-lite';

import { fit, wrap } from '../../wrap.ts';

/** Room for one drawing; every chart is drawn once for wide and once for narrow screens. */
export interface ChartSize {
  readonly labelWidth: number;
  readonly plotWidth: number;
  /** Characters of a row's label. */
  readonly labelMax: number;
  readonly narrow: boolean;
}

/** The two sizes that a page without scripts has every chart in. */
export const sizes: readonly ChartSize[] = [
  { labelWidth: 250, plotWidth: 640, labelMax: 40, narrow: false },
  { labelWidth: 128, plotWidth: 138, labelMax: 20, narrow: true },
];

/** Columns right of a plot, for the number at the end of each row. */
export const valueWidth = 52;

/** Pixels around a drawing. */
export const padding = 4;

/** Characters that fit into a plot's heading. */
export function titleMax(size: ChartSize): number {
  return Math.floor((size.labelWidth + size.plotWidth) / 6.4);
}

/** A heading over a plot, from the left edge of the labels. */
export function plotTitle(text: string, size: ChartSize): object {
  return {
    text: size.narrow ? wrap(text, titleMax(size)).split('\n').slice(0, 3) : fit(text, titleMax(size)),
    anchor: 'start',
    frame: 'group',
    dx: -size.labelWidth,
    offset: 6,
  };
}

/**
 * What a row of a plot is to the drawing, in the field `row`: never its name alone. The drawing library looks values up
 * in plain objects, and a name such as `constructor` is in each of them.
 */
export function rowKey(label: string, index: number): string {
  return `${index} ${label}`;
}

/** The rows of a plot by the keys of `labels`, their labels at the left edge. */
export function rowAxis(labels: readonly string[], size: ChartSize): object {
  return {
    field: 'row',
    type: 'nominal',
    sort: labels.map(rowKey),
    axis: {
      title: null,
      labelExpr: "slice(datum.value, indexof(datum.value, ' ') + 1)",
      labelAlign: 'left',
      labelPadding: size.labelWidth,
      minExtent: size.labelWidth,
      maxExtent: size.labelWidth,
      ticks: false,
      domain: false,
    },
  };
}

/** Text in the margin right of a plot. */
export function endText(size: ChartSize): object {
  return {
    mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 12, color: 'currentColor' },
    encoding: { x: { value: size.plotWidth + 10 }, text: { field: 'text', type: 'nominal' } },
  };
}

/** A fraction as percent; `null` where there is nothing to draw. */
export function inPercent(fraction: number | null): number | null {
  return fraction === null ? null : fraction * 100;
}

/** A whole drawing out of parts that stand below each other, in the colours of the page it will stand in. */
export function chartSpec(parts: readonly object[]): TopLevelSpec {
  return { background: 'transparent', padding, spacing: 14, vconcat: parts, config } as unknown as TopLevelSpec;
}

const config = {
  aria: false,
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: {
    labelColor: 'currentColor',
    titleColor: 'currentColor',
    labelFontSize: 12,
    labelLimit: 0,
    gridColor: 'var(--line)',
    tickColor: 'var(--line)',
    domainColor: 'var(--line)',
  },
  title: { color: 'currentColor', fontSize: 13, fontWeight: 600, limit: 0 },
};
