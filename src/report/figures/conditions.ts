import type { RefusalResult } from '../../analysis/refusals/results.ts';
import { isControl, variations } from '../effects.ts';
import { methodLabel, modelLabel, offersExit, type Offered } from '../labels.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';
import type { FigurePoint, FigureSeries } from './figure.ts';

/** Conditions that offer the exit to a model as it is: no lead-in, and no wording but the default. */
export function plainConditions(results: ReportResults): readonly ReportCondition[] {
  const varied = variations(results);
  return results.conditions.filter(
    ({ id, method, leadIn, wording }) => offersExit(method) && leadIn === null && (wording === null || !varied.has(id)),
  );
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
  const { rate, low, high, lowFixed, highFixed, n, items, clusters, id, published, unsupported } = condition;
  const note = unsupported !== null ? 'not possible' : rate === null ? 'no answer yet' : noteOf(condition);
  const series = methodLabel(condition);
  return { series, value: rate, low, high, lowFixed, highFixed, n, items, clusters, condition: id, published, note };
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

/** Groups what belongs to a model, under its label. */
export function byModel<Of extends { readonly model: string; readonly simulated: boolean }>(
  of: readonly Of[],
): readonly { readonly label: string; readonly members: readonly Of[] }[] {
  return [...Map.groupBy(of, ({ model, simulated }) => JSON.stringify([model, simulated])).values()].map((members) => ({
    label: modelLabel(members[0] as Of),
    members,
  }));
}

/** Lead-ins that are shown as such: the instrument's controls have a part of their own. */
export function isShownLeadIn(leadIn: string | null): boolean {
  return leadIn === null || !isControl(leadIn);
}

function noteOf({ marks, complete }: ReportCondition): string | null {
  const notes = [...marks.map(({ text }) => text), ...(complete ? [] : ['incomplete'])];
  return notes.join('; ') || null;
}
