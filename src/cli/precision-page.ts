import { tablePart, type TerminalPage } from '../report/terminal-page.ts';
import { wrap } from '../report/wrap.ts';
import type { ExpectedInterval } from '../stats/planned-width.ts';
import { counted, dollars, grouped } from '../base/figures.ts';
import type { Precision, PrecisionRow, WidthBudget } from './plan-precision.ts';

/** What may be expected of a plan's intervals, as lines of its page. */
export function precisionLines(precision: Precision | null, page: TerminalPage): string[] {
  if (precision === null) return [];
  const { rows, missing, width, difference, sharedCorrelation } = precision;
  return [
    '',
    'Expected 95 % intervals, in % (for situations like these; for exactly these items)',
    expectedTable(rows, difference, page),
    ...assumptionLines(rows),
    ...(rows.some(({ expected }) => expected.tooFew)
      ? ['  * too few clusters that bail, or that stay: the wider fallback']
      : []),
    ...(rows.some(({ stop }) => stop !== null)
      ? ['  intervals are those after all epochs; “ends after” is when the stopping rule is expected to be met']
      : []),
    ...(difference === null
      ? []
      : [
          `  power: the chance to find a paired difference of ${points(difference)} points at 5 %, if chances in the two conditions correlate by ${sharedCorrelation}`,
        ]),
    ...missing.map((name) => `  nothing is known of ${name}`),
    ...(width === null
      ? []
      : ['', `What it takes for an interval ${points(width)} points wide`, budgetTable(rows, width, page)]),
  ];
}

function expectedTable(rows: readonly PrecisionRow[], difference: number | null, page: TerminalPage): string {
  const withStop = rows.some(({ stop }) => stop !== null);
  const table = {
    title: '',
    columns: [
      { title: 'condition' },
      { title: 'rate', align: 'right' },
      { title: 'clusters', align: 'right', optional: 1 },
      { title: 'items', align: 'right', optional: 2 },
      { title: 'epochs', align: 'right', optional: 3 },
      { title: 'for such', align: 'right' },
      { title: 'for these', align: 'right', optional: 4 },
      ...(withStop ? [{ title: 'ends after', align: 'right' } as const] : []),
      ...(difference === null ? [] : [{ title: 'power', align: 'right' } as const]),
    ] as const,
    lines: rows.map((row) => [
      nameOf(row),
      percent(row.assumed.rate),
      grouped(row.shape.clusters),
      grouped(itemsOf(row)),
      grouped(row.shape.epochs),
      rangeText(row.expected.random) + (row.expected.tooFew ? '*' : ''),
      rangeText(row.expected.fixed),
      ...(withStop ? [row.stop === null ? '' : `${row.stop.epochs.toFixed(1)} epochs`] : []),
      ...(difference === null ? [] : [row.power === null ? '–' : `${percent(row.power.power)} %`]),
    ]),
  };
  return tablePart(table, page);
}

/** Each condition is a heading, and what it takes a line below its way: sentences are too long for a column. */
function budgetTable(rows: readonly PrecisionRow[], width: number, page: TerminalPage): string {
  const lines = rows.flatMap((row) => [
    wrap(`  ${nameOf(row)}, rate ${percent(row.assumed.rate)} %`, page.width, '    '),
    ...row.budgets.map((one) => wrap(budgetText(one, width), page.width, '      ', '    ')),
  ]);
  return lines.join('\n');
}

function budgetText({ interval, grow, budget, times, maxCost }: WidthBudget, width: number): string {
  const what = `for ${interval === 'random' ? 'such situations' : 'these items'} by adding ${grow}`;
  if (budget.shape === null || times === null) {
    const least = (100 * (budget.shape === null ? budget.narrowest : width)).toFixed(2);
    return `${what}: cannot be had, never below ${least} points`;
  }
  const { clusters, itemsPerCluster, epochs } = budget.shape;
  const items = Math.ceil(clusters * itemsPerCluster);
  const size = `${counted(clusters, 'cluster')}, ${counted(items, 'item')}, ${counted(epochs, 'epoch')}`;
  const cost =
    maxCost === null ? '; price unknown' : maxCost === 0 ? '' : `; the whole study at most ${dollars(maxCost)}`;
  return `${what}: ${size}; ${counted(budget.draws, 'trial')}, ${timesText(times)}${cost}`;
}

function timesText(times: number): string {
  return times <= 1 ? 'no more than planned' : `× ${times < 10 ? times.toFixed(1) : grouped(Math.round(times))}`;
}

function assumptionLines(rows: readonly PrecisionRow[]): string[] {
  const assumed = rows.find(({ condition }) => condition === null)?.assumed;
  const guessed = new Set(rows.flatMap((row) => row.guessed));
  const piloted = rows.some(({ condition }) => condition !== null);
  return [
    ...(assumed === undefined
      ? []
      : [
          `  assumed: a correlation of ${assumed.clusterCorrelation} between the draws of a cluster (--assume-clustering), ${assumed.itemCorrelation} of the rest between the draws of an item (--assume-items)`,
        ]),
    ...(piloted ? ['  rates and correlations are the pilot’s own, and no surer than it is large'] : []),
    ...(rows.some(({ condition, assumed: { rate } }) => condition !== null && (rate === 0 || rate === 1))
      ? ['  a rate of 0 or 100 in a pilot is taken as it is, though a low one looks the same: try --assume-rate too']
      : []),
    ...(guessed.has('clusterCorrelation')
      ? ['  the pilot has no cluster of two items: no clustering is taken, which is the hopeful side']
      : []),
    ...(guessed.has('itemCorrelation') ? ['  the pilot has one epoch: items are taken never to waver'] : []),
  ];
}

function nameOf({ dataset, condition }: PrecisionRow): string {
  if (condition === null) return `any on ${dataset}`;
  const { model, method, order, readout, wording, leadIn } = condition;
  const read = readout === 'logprobs' ? 'logprobs' : null;
  const words = wording === 'default' ? null : wording;
  return [model, dataset, method, order, read, words, leadIn].filter((part) => part !== null).join(' ');
}

function itemsOf({ shape }: PrecisionRow): number {
  return Math.round(shape.clusters * shape.itemsPerCluster);
}

function rangeText({ low, high, width }: ExpectedInterval): string {
  return `${percent(low)}–${percent(high)} (± ${percent(width / 2)})`;
}

function percent(value: number): string {
  return (100 * value).toFixed(1);
}

function points(value: number): string {
  return String(Number((100 * value).toFixed(1)));
}
