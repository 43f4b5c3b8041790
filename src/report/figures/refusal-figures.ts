import type { Mark } from '../../analysis/results.ts';
import { pValue } from '../format.ts';
import type { CoefficientResult, RefusalResult, TogetherResult } from '../../analysis/refusals/results.ts';
import { methodLabel, modelLabel } from '../labels.ts';
import { answerMarks } from '../refusals/answer-marks.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';
import { coefficient } from '../similarity.ts';
import { visibleLine } from '../visible-text.ts';
import { leadInLabel } from './bail-figures.ts';
import {
  bailPoint,
  byDataset,
  byModel,
  isShownLeadIn,
  modelRows,
  setApart,
  pointsOf,
  refusalPoint,
  waySeries,
} from './conditions.ts';
import { dotTable } from './dot-table.ts';
import { fileName, type DotPlot, type FigureData, type FigurePoint } from './figure.ts';

const interval = 'Bars: 95 % for situations like these.';

/** Refusal rates of baseline replies by model, a series for each scorer, for each dataset. */
export function refusalFigures(results: ReportResults): readonly FigureData[] {
  const others = setApart(results);
  const rates = results.refusals.rates.filter(
    ({ method, leadIn, condition }) => method === 'baseline' && leadIn === null && !others.has(condition),
  );
  const series = [...new Set(rates.map(({ scorer }) => scorer))].map((key) => ({ key, label: visibleLine(key, 40) }));
  return byDataset(results, rates).map(({ name, dataset, members }) => {
    const rows = modelRows(members, series, (one) => refusalPoint(one, one.scorer));
    const plot: DotPlot = { kind: 'dots', groups: [{ title: '', rows }], series, axis: 'refusal rate, %' };
    return {
      name: fileName('refusal-rates', ...name),
      title: 'Refusal rates by model',
      subtitle: `${visibleLine(dataset, 60)}, baseline replies; partial refusals count. ${interval}`,
      plot,
      table: dotTable(plot, dataset),
    };
  });
}

/** No-refusal bail by model and way of offering, for each dataset. */
export function noRefusalFigures(results: ReportResults): readonly FigureData[] {
  const scorer = results.refusals.scorers[0]?.name;
  const others = setApart(results);
  const doubts = answerMarks(results);
  const together = results.refusals.together.filter(
    (one) =>
      one.scorer === scorer &&
      one.basis !== 'own-reply' &&
      one.method !== 'placebo-tool' &&
      one.leadIn === null &&
      !others.has(one.condition),
  );
  return byDataset(results, together).map(({ name, dataset, members }) => {
    const series = waySeries(members);
    const rows = modelRows(members, series, (one) => noRefusalPoint(one, doubts.get(`${one.study} ${one.condition}`)));
    const plot: DotPlot = { kind: 'dots', groups: [{ title: '', rows }], series, axis: 'no-refusal bail, %' };
    return {
      name: fileName('no-refusal-bail', ...name),
      title: 'Bails where nothing was refused',
      subtitle: `${visibleLine(dataset, 60)}. Bail prompt: seen in one reply; tool and string: product with the baseline’s refusals, as if independent within an item. Refusals by ${visibleLine(scorer ?? '', 40)}. ${interval}`,
      plot,
      table: dotTable(plot, dataset),
    };
  });
}

function noRefusalPoint(of: TogetherResult, marks: readonly Mark[] = []): FigurePoint {
  const { rate, low, high, lowFixed, highFixed } = of.noRefusalBail;
  const note = rate === null ? 'nothing scored' : [of.basis, ...marks.map(({ text }) => text)].join('; ');
  const bounds = of.bounds?.noRefusalBail ?? null;
  const { n, items, clusters, condition } = of;
  return {
    series: methodLabel(of),
    value: rate,
    low,
    high,
    lowFixed,
    highFixed,
    n,
    items,
    clusters,
    condition,
    bounds,
    marks,
    note,
  };
}

/** Refusal against bail over models, a panel for each way of offering, for each dataset. */
export function scatterFigures(results: ReportResults): readonly FigureData[] {
  const scorer = results.refusals.scorers[0]?.name;
  const others = setApart(results);
  const plain = results.refusals.correlations.filter(
    (one) =>
      one.scorer === scorer &&
      one.leadIn === null &&
      one.method !== 'placebo-tool' &&
      one.points.length > 1 &&
      !one.points.some(({ condition }) => others.has(condition)),
  );
  return byDataset(results, plain).map(({ name, dataset, members }) => ({
    name: fileName('bail-against-refusal', ...name),
    title: 'Bail against refusal',
    subtitle: `${visibleLine(dataset, 60)}. A point is a model that was run with the method. Refusals of baseline replies by ${visibleLine(scorer ?? '', 40)}. p by permutation. Crowded points go without a number; the CSV names all.`,
    plot: {
      kind: 'scatter',
      panels: members.map((one) => ({
        title: methodLabel(one),
        lines: [coefficientText('Pearson', one.pearson), coefficientText('distance', one.distance)],
        points: one.points.map((point) => ({ model: modelLabel(point), refusal: point.refusal, bail: point.bail })),
      })),
    },
    table: {
      columns: ['dataset', 'method', 'model', 'refusal', 'bail', 'condition', ...coefficientColumns],
      rows: members.flatMap((one) =>
        one.points.map((point) => [
          dataset,
          methodLabel(one),
          modelLabel(point),
          point.refusal,
          point.bail,
          point.condition,
          ...[one.pearson, one.spearman, one.kendall, one.distance].flatMap((of) => [
            of?.value ?? null,
            of?.low ?? null,
            of?.high ?? null,
            of?.p ?? null,
          ]),
        ]),
      ),
    },
  }));
}

const coefficientColumns = ['pearson', 'spearman', 'kendall', 'distance'].flatMap((name) => [
  name,
  `${name}Low`,
  `${name}High`,
  `${name}P`,
]);

function coefficientText(name: string, of: CoefficientResult | null): string {
  if (of === null || of.value === null) return `${name}: too few models`;
  const range = of.low === null ? '' : ` (${coefficient(of.low)} to ${coefficient(of.high)})`;
  return `${name} ${coefficient(of.value)}${range}, p ${pValue(of.p)}`;
}

/** Refusal and bail side by side under every lead-in, for each dataset. */
export function leadInFigures(results: ReportResults): readonly FigureData[] {
  const refusals = new Map(mainRefusals(results).map((one) => [slotOf(one), one]));
  const withLeadIn = new Set(
    results.conditions.filter(({ leadIn }) => leadIn !== null && isShownLeadIn(leadIn)).map(placeOf),
  );
  const others = setApart(results);
  const conditions = results.conditions.filter(
    (one) =>
      withLeadIn.has(placeOf(one)) && isShownLeadIn(one.leadIn) && one.method !== 'placebo-tool' && !others.has(one.id),
  );
  const pairs = new Map(results.pairs.filter(({ kind }) => kind === 'lead-in').map((pair) => [pair.a, pair]));
  return byDataset(results, conditions).map(({ name, dataset, members }) => {
    const offering = members.filter(({ method }) => method !== 'baseline');
    const hasRefusals = members.some((one) => refusals.has(slotOf({ ...one, method: 'baseline' })));
    const ways = waySeries(offering);
    const series = hasRefusals ? [{ key: 'refusal', label: 'refusal' }, ...ways] : ways;
    const groups = byModel(members).map(({ label, members: own }) => ({
      title: label,
      rows: [...Map.groupBy(own, ({ leadIn }) => leadIn)].map(([leadIn, same]) => {
        const refusal = refusals.get(slotOf({ ...(same[0] as ReportCondition), method: 'baseline' }));
        const bails = same
          .filter(({ method }) => method !== 'baseline')
          .map((one) => ({ ...bailPoint(one), ...differenceOf(pairs.get(one.id)) }));
        const found = refusal === undefined ? bails : [refusalPoint(refusal, 'refusal'), ...bails];
        return { label: leadInLabel({ leadIn }), points: pointsOf(series, found) };
      }),
    }));
    const plot: DotPlot = { kind: 'dots', groups, series, axis: '% of replies' };
    const without = hasRefusals ? '' : ' No reply is scored for refusals yet.';
    return {
      name: fileName('lead-ins', ...name),
      title: 'Refusal and bail by lead-in',
      subtitle: `${visibleLine(dataset, 60)}. ${interval}${without}`,
      plot,
      table: dotTable(plot, dataset),
    };
  });
}

function differenceOf(pair: ReportResults['pairs'][number] | undefined): Pick<FigurePoint, 'difference'> {
  if (pair === undefined) return {};
  const sure = pair.conclusion === 'interval';
  return { difference: { value: pair.difference, low: sure ? pair.low : null, high: sure ? pair.high : null } };
}

/** Refusals of baseline replies by the scorer that is shown where one is. */
function mainRefusals(results: ReportResults): readonly RefusalResult[] {
  const scorer = results.refusals.scorers[0]?.name;
  const others = setApart(results);
  return results.refusals.rates.filter(
    (one) => one.scorer === scorer && one.method === 'baseline' && !others.has(one.condition),
  );
}

function placeOf({ study, model, dataset }: Pick<ReportCondition, 'study' | 'model' | 'dataset'>): string {
  return JSON.stringify([study, model, dataset]);
}

function slotOf(one: Pick<ReportCondition, 'study' | 'model' | 'dataset' | 'leadIn' | 'method'>): string {
  return JSON.stringify([one.study, one.model, one.dataset, one.leadIn, one.method]);
}
