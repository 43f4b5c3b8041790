import type { TopLevelSpec } from 'vega-lite';

import { pageStyleOf } from '../../../src/report/figures/theme.ts';
import { chartSpec, inPercent } from '../../../src/report/html/charts/frame.ts';
import type { Curve, TurnRow } from './turn-row.ts';

/** Turns from one condition to the next, so that their intervals stand side by side. */
const apart = 0.08;
const axisWidth = 54;
const riskLine = 18;

const axisTitles: Readonly<Record<Curve, string>> = {
  survival: 'still there, %',
  hazard: 'first exits, %',
  unconditional: 'any exit, %',
};

/** Curves over turns with their intervals, and under them how many each point rests on. */
export function turnSpec(rows: readonly TurnRow[], curve: Curve): (width: number) => TopLevelSpec {
  const conditions = [...new Set(rows.map(({ condition }) => condition))];
  const last = Math.max(1, ...rows.map(({ turn }) => turn));
  const values = rows.map((row) => {
    const index = conditions.indexOf(row.condition);
    const estimate = row[curve];
    return {
      ...row,
      ...pageStyleOf(index),
      x: row.turn + (index - (conditions.length - 1) / 2) * apart,
      value: inPercent(estimate?.rate ?? null),
      low: inPercent(estimate?.low ?? null),
      high: inPercent(estimate?.high ?? null),
      risk: String(curve === 'unconditional' ? row.answered : row.atRisk),
      line: index,
    };
  });
  const most = Math.max(10, ...values.map(({ high }) => high ?? 0));
  const top = curve === 'survival' ? 100 : Math.min(100, Math.ceil(most / 10) * 10);
  const every = Math.ceil(last / 12);
  return (width) => {
    const plotWidth = Math.max(160, width - axisWidth - 24);
    const turns = {
      title: 'user turn',
      values: Array.from({ length: last }, (_, index) => index + 1).filter((turn) => (turn - 1) % every === 0),
      format: 'd',
      grid: false,
      domain: false,
      titleFontWeight: 'normal',
    };
    const x = (field: string, axis: object | null): object => ({
      field,
      type: 'quantitative',
      scale: { domain: [0.6, last + 0.4], nice: false, zero: false },
      axis,
    });
    const y = (field: string): object => ({
      field,
      type: 'quantitative',
      scale: { domain: [0, top], nice: false },
      axis: {
        title: axisTitles[curve],
        titleFontWeight: 'normal',
        tickCount: 5,
        domain: false,
        ticks: false,
        minExtent: axisWidth,
      },
    });
    const raw = (field: string): object => ({ field, type: 'nominal', scale: null, legend: null });
    const plot = {
      width: plotWidth,
      height: 240,
      data: { values },
      encoding: { x: x('x', turns) },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.75 },
          encoding: { y: y('low'), y2: { field: 'high' }, color: raw('color') },
        },
        {
          mark: { type: 'line', strokeWidth: 1.6, interpolate: curve === 'survival' ? 'step-after' : 'linear' },
          encoding: { y: y('value'), detail: { field: 'condition', type: 'nominal' }, stroke: raw('color') },
        },
        {
          mark: { type: 'point', filled: true, size: 60, opacity: 1 },
          encoding: { y: y('value'), color: raw('color'), shape: raw('shape') },
        },
      ],
    };
    const risk = {
      width: plotWidth,
      height: conditions.length * riskLine,
      data: { values: values.filter(({ turn }) => (turn - 1) % every === 0) },
      encoding: {
        x: x('turn', null),
        y: {
          field: 'line',
          type: 'quantitative',
          scale: { domain: [-0.5, conditions.length - 0.5], reverse: true, nice: false, zero: false },
          axis: null,
        },
      },
      layer: [
        {
          mark: { type: 'text', fontSize: 11 },
          encoding: { text: { field: 'risk', type: 'nominal' }, color: raw('color') },
        },
        {
          data: { values: [{ line: 0, text: curve === 'unconditional' ? 'answered' : 'at risk' }] },
          mark: { type: 'text', fontSize: 11, align: 'right', color: 'currentColor' },
          encoding: { x: { value: 2 }, text: { field: 'text', type: 'nominal' } },
        },
      ],
    };
    return chartSpec([plot, risk]);
  };
}
