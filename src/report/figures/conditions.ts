import type { RefusalResult } from '../../analysis/refusals/results.ts';
import { hasUsualAuthors } from '../author-label.ts';
import { isControl } from '../effects.ts';
import { methodLabel, modelLabel, offersExit, type Offered } from '../labels.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';
import { visibleLine } from '../visible-text.ts';
import type { FigurePoint, FigureRow, FigureSeries } from './figure.ts';

/** Conditions that offer the exit to a model as it is: no lead-in, usual authors, and no wording beside a default one. */
export function plainConditions(results: ReportResults): readonly ReportCondition[] {
  const others = setApart(results);
  return results.conditions.filter(
    ({ id, method, leadIn }) => offersExit(method) && leadIn === null && !others.has(id),
  );
}

/** Ids of conditions with another wording than the default one beside them, or other authors: they have their own figures. */
export function setApart(results: ReportResults): ReadonlySet<string> {
  const authored = results.conditions.filter((one) => !hasUsualAuthors(one));
  const worded = results.pairs.filter(({ kind }) => kind === 'wording');
  return new Set([...authored.map(({ id }) => id), ...worded.map(({ a }) => a)]);
}

/** A row for each model, its points in the order of the series. */
export function modelRows<Of extends OfModel>(
  members: readonly Of[],
  series: readonly FigureSeries[],
  point: (of: Of) => FigurePoint,
): readonly FigureRow[] {
  return byModel(members).map(({ label, members: own }) => ({
    label,
    points: pointsOf(
      series,
      own.map((of) => point(of)),
    ),
  }));
}

/** Conditions by study and dataset, with the name of both for files and headings. */
export function byDataset<Of extends { readonly study: string; readonly dataset: string }>(
  results: ReportResults,
  of: readonly Of[],
): readonly { readonly name: readonly string[]; readonly dataset: string; readonly members: readonly Of[] }[] {
  const several = results.studies.length > 1;
  return [...Map.groupBy(of, ({ study, dataset }) => JSON.stringify([study, dataset])).values()].map((members) => {
    const { study, dataset } = members[0] as Of;
    return {
      name: several ? [study, dataset] : [dataset],
      dataset: several ? `${dataset} · ${study}` : dataset,
      members,
    };
  });
}

/** The ways of offering that occur, each a series. */
export function waySeries(of: readonly Offered[]): readonly FigureSeries[] {
  return [...new Set(of.map(methodLabel))].map((label) => ({ key: label, label }));
}

/** A condition's bail rate as a point; what it lacks is said in words. */
export function bailPoint(condition: ReportCondition): FigurePoint {
  const { rate, low, high, lowFixed, highFixed, n, items, clusters, id, published, unsupported, ratePaper, marks } =
    condition;
  const note = unsupported !== null ? 'not possible' : rate === null ? 'no answer yet' : noteOf(condition);
  const series = methodLabel(condition);
  return {
    series,
    value: rate,
    low,
    high,
    lowFixed,
    highFixed,
    n,
    items,
    clusters,
    condition: id,
    published,
    ratePaper,
    marks,
    note,
  };
}

/** A refusal rate as a point. */
export function refusalPoint(of: RefusalResult, series: string): FigurePoint {
  const { rate, low, high, lowFixed, highFixed, n, items, clusters, condition } = of;
  const note = rate === null ? 'no reply scored' : null;
  return { series, value: rate, low, high, lowFixed, highFixed, n, items, clusters, condition, note };
}

/** Points of a row in the order of the series; one that is not there says that it was not run. */
export function pointsOf(series: readonly FigureSeries[], points: readonly FigurePoint[]): readonly FigurePoint[] {
  return series.map(
    ({ key }) =>
      points.find((point) => point.series === key) ?? {
        series: key,
        value: null,
        low: null,
        high: null,
        note: 'not run',
      },
  );
}

/** What a model is offered, in what words. */
interface OfModel extends Offered {
  readonly model: string;
  readonly simulated: boolean;
  readonly wording: string | null;
  readonly leadIn: string | null;
}

/**
 * Groups what belongs to a model, under its label. Where a model has several of one way of offering, as with wordings of
 * which none is the default, each wording is a group; what has no wording is in all of them.
 */
export function byModel<Of extends OfModel>(
  of: readonly Of[],
): readonly { readonly label: string; readonly members: readonly Of[] }[] {
  return [...Map.groupBy(of, ({ model, simulated }) => JSON.stringify([model, simulated])).values()].flatMap(
    (members) => {
      const label = modelLabel(members[0] as Of);
      const ways = new Set(members.map((one) => JSON.stringify([methodLabel(one), one.leadIn, scorerOf(one)])));
      if (ways.size === members.length) return [{ label, members }];
      const worded = Map.groupBy(
        members.filter(({ wording }) => wording !== null),
        ({ wording }) => wording,
      );
      const bare = members.filter(({ wording }) => wording === null);
      return [...worded].map(([wording, own]) => ({
        label: `${label} · ${visibleLine(wording ?? '', 40)}`,
        members: [...bare, ...own],
      }));
    },
  );
}

function scorerOf(of: object): unknown {
  return 'scorer' in of ? of.scorer : null;
}

/** Lead-ins that are shown as such: the instrument's controls have a part of their own. */
export function isShownLeadIn(leadIn: string | null): boolean {
  return leadIn === null || !isControl(leadIn);
}

function noteOf({ marks, complete }: ReportCondition): string | null {
  const notes = [...marks.map(({ text }) => text), ...(complete ? [] : ['incomplete'])];
  return notes.join('; ') || null;
}
