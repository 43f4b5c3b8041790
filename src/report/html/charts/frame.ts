import type { TopLevelSpec } from 'vega-lite';

import { wrap } from '../../wrap.ts';

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

/** Cuts a label to `max` characters with an ellipsis. */
export function shorten(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

/**
 * Labels no two of which are the same, each of at most about `max` characters: rows with one label would merge. Texts that
 * are too long and begin with the same words lose these in place of their ends, where that tells all of them apart; what
 * is alike all the same is numbered.
 */
export function distinctLabels(texts: readonly string[], max: number): string[] {
  const begun = withoutCommonWords(texts, max);
  const told = new Set(begun.map((text) => shorten(text, max))).size === new Set(texts).size ? begun : texts;
  const taken = new Set<string>();
  return told.map((text) => {
    const wanted = shorten(text, max);
    let label = wanted;
    for (let turn = 2; taken.has(label); turn += 1) label = `${shorten(text, max - 4)} (${turn})`;
    taken.add(label);
    return label;
  });
}

/** The texts, those that are longer than `max` without the words that others of these begin with too. */
function withoutCommonWords(texts: readonly string[], max: number): readonly string[] {
  const firstWord = (text: string): string => text.split(' ', 1)[0] ?? '';
  const long = new Set(texts.filter((text) => [...text].length > max));
  const alike = Map.groupBy(long, firstWord);
  return texts.map((text) => {
    const same = long.has(text) ? (alike.get(firstWord(text)) ?? []) : [];
    return same.length > 1 ? `…${text.slice(commonWords(same))}` : text;
  });
}

/** Length of the whole words that all texts begin with. */
function commonWords([first = '', ...others]: readonly string[]): number {
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && other[same] === first[same]) same += 1;
    length = same;
  }
  return first.lastIndexOf(' ', length - 1) + 1;
}

/** Characters that fit into a plot's heading. */
export function titleMax(size: ChartSize): number {
  return Math.floor((size.labelWidth + size.plotWidth) / 6.4);
}

/** A heading over a plot, from the left edge of the labels. */
export function plotTitle(text: string, size: ChartSize): object {
  return {
    text: size.narrow ? wrap(text, titleMax(size)).split('\n').slice(0, 3) : shorten(text, titleMax(size)),
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
