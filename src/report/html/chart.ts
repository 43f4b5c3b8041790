import type { TopLevelSpec } from 'vega-lite';

import type { ConditionResult, Results } from '../../analysis/results.ts';
import { percent } from '../format.ts';
import { groupConditions, groupLabel, membersOf } from '../groups.ts';
import { methodLabel, offersExit, variantLabel } from '../labels.ts';
import { html, rawHtml, type Html } from './html.ts';

interface Bar {
  readonly label: string;
  /** Percentages; `null` where there is nothing to draw. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  readonly stayed: number | null;
  readonly left: number | null;
  readonly neutral: number | null;
  readonly text: string;
}

interface ChartSize {
  readonly labelWidth: number;
  readonly plotWidth: number;
  readonly labelMax: number;
}

const sizes: { readonly [size in 'wide' | 'narrow']: ChartSize } = {
  wide: { labelWidth: 250, plotWidth: 640, labelMax: 40 },
  narrow: { labelWidth: 128, plotWidth: 138, labelMax: 20 },
};

/**
 * The rates with their intervals as drawings, one for wide and one for narrow screens; `null` where no condition
 * offers an exit. Text from outside is escaped by the drawing library as SVG text.
 */
export async function rateChart(results: Results): Promise<Html | null> {
  if (!results.conditions.some((condition) => offersExit(condition.method))) return null;
  const wide = await draw(results, sizes.wide);
  const narrow = await draw(results, sizes.narrow);
  return html`<div class="chart wide-only">${wide}</div>
    <div class="chart narrow-only">${narrow}</div>`;
}

async function draw(results: Results, size: ChartSize): Promise<Html> {
  // Loaded here, because both take longer to load than any other report takes to write.
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const view = new vega.View(vega.parse(compile(chartSpec(results, size)).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return rawHtml(svg.replace(/^<svg [^>]*>/, (tag) => framed(tag, size)));
}

/**
 * The opening tag with a width of our own: without a canvas the widths of texts are estimated generously, and the
 * drawing would be padded for texts that are never that long.
 */
function framed(tag: string, size: ChartSize): string {
  const height = /height="([\d.]+)"/.exec(tag)?.[1] ?? '0';
  const width = padding + size.labelWidth + size.plotWidth + 52;
  const label = 'Bail rates with their intervals; the table below has the same numbers';
  return `<svg role="img" aria-label="${label}" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`;
}

const padding = 4;

function chartSpec(results: Results, size: ChartSize): TopLevelSpec {
  const groups = groupConditions(results.conditions)
    .map((group) => ({ title: groupLabel(group, results), bars: barsOf(membersOf(group), size.labelMax) }))
    .filter((group) => group.bars.length > 0);
  const spec: object = {
    background: 'transparent',
    padding,
    spacing: 14,
    vconcat: groups.map(({ title, bars }, index) => ({
      title: {
        text: shorten(title, Math.floor((size.labelWidth + size.plotWidth) / 6.4)),
        anchor: 'start',
        frame: 'group',
        dx: -size.labelWidth,
        offset: 6,
      },
      data: { values: [...bars] },
      width: size.plotWidth,
      height: { step: 26 },
      encoding: {
        y: {
          field: 'label',
          type: 'nominal',
          sort: bars.map((bar) => bar.label),
          axis: {
            title: null,
            labelAlign: 'left',
            labelPadding: size.labelWidth,
            minExtent: size.labelWidth,
            maxExtent: size.labelWidth,
            ticks: false,
            domain: false,
          },
        },
      },
      layer: layers(size, index === groups.length - 1),
    })),
    config: {
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
    },
  };
  return spec as TopLevelSpec;
}

function layers(size: ChartSize, last: boolean): object[] {
  // Room for the dots at 0 and 100.
  const margin = 800 / size.plotWidth;
  const axis = {
    values: [0, 25, 50, 75, 100],
    grid: true,
    labels: last,
    ticks: last,
    domain: false,
    title: last ? 'bail rate, %' : null,
    titleFontWeight: 'normal',
  };
  const x = (field: keyof Bar): object => ({
    field,
    type: 'quantitative',
    scale: { domain: [-margin, 100 + margin], nice: false },
    axis,
  });
  return [
    {
      mark: { type: 'bar', height: 18, color: 'var(--unanswered)' },
      encoding: { x: x('stayed'), x2: { field: 'left' } },
    },
    {
      mark: { type: 'rule', strokeWidth: 1.5, color: 'var(--accent)' },
      encoding: { x: x('low'), x2: { field: 'high' } },
    },
    {
      mark: { type: 'bar', height: 6, color: 'var(--accent)', opacity: 0.45 },
      encoding: { x: x('lowFixed'), x2: { field: 'highFixed' } },
    },
    { mark: { type: 'tick', thickness: 2, height: 16, color: 'var(--neutral)' }, encoding: { x: x('neutral') } },
    { mark: { type: 'point', filled: true, size: 70, opacity: 1, color: 'var(--accent)' }, encoding: { x: x('rate') } },
    {
      mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 12, color: 'currentColor' },
      encoding: { x: { value: size.plotWidth + 10 }, text: { field: 'text', type: 'nominal' } },
    },
  ];
}

function barsOf(conditions: readonly ConditionResult[], labelMax: number): Bar[] {
  const offers = conditions.filter((condition) => offersExit(condition.method));
  const plain = offers.map((condition) => methodLabel(condition.method, condition.order));
  const labels = new Set<string>();
  return offers.map((condition, index) => {
    const method = plain[index] ?? '';
    const alone = plain.indexOf(method) === plain.lastIndexOf(method);
    const wanted = shorten(alone ? method : `${method} · ${variantLabel(condition)}`, labelMax);
    let label = wanted;
    for (let turn = 2; labels.has(label); turn += 1) label = `${wanted} (${turn})`;
    labels.add(label);
    return barOf(condition, label);
  });
}

function barOf(condition: ConditionResult, label: string): Bar {
  return {
    label,
    rate: inPercent(condition.rate),
    low: inPercent(condition.low),
    high: inPercent(condition.high),
    lowFixed: inPercent(condition.lowFixed),
    highFixed: inPercent(condition.highFixed),
    stayed: inPercent(condition.bounds?.[0] ?? null),
    left: inPercent(condition.bounds?.[1] ?? null),
    neutral: inPercent(condition.neutral?.rate ?? null),
    text: condition.unsupported === null ? (condition.rate === null ? 'none' : percent(condition.rate)) : 'unsup.',
  };
}

function inPercent(fraction: number | null): number | null {
  return fraction === null ? null : fraction * 100;
}

function shorten(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}
