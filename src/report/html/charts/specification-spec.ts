import type { Specification, SpecificationCurve } from '../../../analysis/specification-results.ts';
import { countOf, percent } from '../../format.ts';
import { choicesOf } from '../../specifications.ts';
import { inPercent, rowAxis, rowKey, type ChartSize } from './frame.ts';
import { fit } from '../../wrap.ts';

/** Colours of models on one curve, readable on light and dark; with more models they come again. */
const colours = ['#2a7fb8', '#d9730d', '#3f9a54', '#a65fb4', '#c8443c', '#7d7a2a', '#0f9b9b', '#8a6d5a'];

/** The colour of a curve's model. */
export function modelColour(index: number): string {
  return colours[index % colours.length] ?? '';
}

/** The end of the axis at least, in percent: below it a single trial would look like a leap. */
const leastTop = 5;

/** A specification with its place in the drawing. */
interface Placed {
  readonly place: number;
  /** Whether it is the first: that of the table of rates. */
  readonly isFirst: boolean;
  readonly choices: readonly string[];
  readonly rates: readonly (number | null)[];
}

/**
 * The curve: specifications from the lowest to the highest mean rate, a point for each model's rate; below it what each of
 * them chose.
 *
 * @param mostMarks with more of them only specifications are drawn that differ from the first in the offer or the reading alone
 */
export function specificationParts(curve: SpecificationCurve, mostMarks: number, room: ChartSize): readonly object[] {
  const placed = placedOf(curve, mostMarks);
  return [ratesPlot(placed, room), choicesPlot(placed, room)];
}

/** What the drawing of a curve shows, for those who cannot see it. */
export function describeCurve(curve: SpecificationCurve, mostMarks: number): string {
  const placed = placedOf(curve, mostMarks);
  const rates = placed.flatMap((one) => one.rates).filter((rate) => rate !== null);
  const span = rates.length === 0 ? '' : `, from ${percent(Math.min(...rates))} to ${percent(Math.max(...rates))} %`;
  return `Bail rates of ${countOf(curve.models.length, 'model')} by ${countOf(placed.length, 'way')} to come to them${span}, with the choices of each below; the tables have the numbers`;
}

function placedOf(curve: SpecificationCurve, mostMarks: number): readonly Placed[] {
  const shown = shownOf(curve, mostMarks).filter(({ rates }) => rates.some((rate) => rate !== null));
  return shown
    .map((one) => ({
      rates: one.rates,
      choices: choicesOf(one),
      mean: meanOf(one.rates),
      isFirst: one === curve.specifications[0],
    }))
    .toSorted((one, other) => one.mean - other.mean)
    .map(({ mean: _mean, ...one }, place) => ({ ...one, place }));
}

function shownOf({ specifications, models }: SpecificationCurve, mostMarks: number): readonly Specification[] {
  const [first] = specifications;
  if (first === undefined || specifications.length * (models.length + choicesOf(first).length) <= mostMarks)
    return specifications;
  const isSameReading = (one: Specification): boolean =>
    one.scorer === first.scorer && one.denominator === first.denominator;
  const isSameOffer = (one: Specification): boolean => one.order === first.order && one.wording === first.wording;
  return specifications.filter((one) => isSameReading(one) || isSameOffer(one));
}

function meanOf(rates: readonly (number | null)[]): number {
  const known = rates.filter((rate) => rate !== null);
  return known.reduce((sum, rate) => sum + rate, 0) / known.length;
}

function placeAxis(placed: readonly Placed[]): object {
  return {
    field: 'place',
    type: 'quantitative',
    scale: { domain: [-0.5, Math.max(1, placed.length) - 0.5], nice: false },
    axis: null,
  };
}

function ratesPlot(placed: readonly Placed[], room: ChartSize): object {
  const values = placed.flatMap(({ place, rates }) =>
    rates.map((rate, model) => ({ place, rate: inPercent(rate), colour: modelColour(model) })),
  );
  const most = Math.max(leastTop, ...values.map(({ rate }) => rate ?? 0));
  const y = {
    field: 'rate',
    type: 'quantitative',
    scale: { domain: [0, most], nice: true },
    axis: {
      title: 'bail rate, %',
      titleFontWeight: 'normal',
      grid: true,
      domain: false,
      ticks: false,
      tickCount: 5,
      minExtent: room.labelWidth,
      maxExtent: room.labelWidth,
    },
  };
  return {
    data: { values },
    width: room.plotWidth,
    height: 190,
    layer: [
      {
        data: { values: placed.filter((one) => one.isFirst).map(({ place }) => ({ place })) },
        mark: { type: 'rule', strokeDash: [3, 3], color: 'currentColor', opacity: 0.6 },
        encoding: { x: placeAxis(placed) },
      },
      {
        mark: { type: 'point', filled: true, size: placed.length > 80 ? 10 : 22, opacity: 0.9 },
        encoding: { x: placeAxis(placed), y, color: { field: 'colour', type: 'nominal', scale: null, legend: null } },
      },
    ],
  };
}

function choicesPlot(placed: readonly Placed[], room: ChartSize): object {
  const ordered = [...new Set(placed.flatMap(({ choices }) => choices.map((name, kind) => `${kind} ${name}`)))]
    .toSorted((one, other) => Number(one.split(' ')[0]) - Number(other.split(' ')[0]))
    .map((name) => fit(name.replace(/^\d+ /, ''), room.labelMax));
  const names = [...new Set(ordered)];
  const places = new Map(names.map((name, index) => [name, index]));
  const rowOf = (choice: string): string => {
    const name = fit(choice, room.labelMax);
    return rowKey(name, places.get(name) ?? 0);
  };
  const values = placed.flatMap(({ place, choices }) => choices.map((choice) => ({ place, row: rowOf(choice) })));
  return {
    data: { values },
    width: room.plotWidth,
    height: { step: 16 },
    mark: {
      type: 'tick',
      orient: 'vertical',
      thickness: Math.max(0.5, Math.min(3, (0.5 * room.plotWidth) / Math.max(1, placed.length))),
      size: 9,
      color: 'currentColor',
    },
    encoding: { x: placeAxis(placed), y: rowAxis(names, room) },
  };
}
