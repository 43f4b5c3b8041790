import { repliesKey } from '../analysis/condition-label.ts';
import type { CoefficientResult, CorrelationResult } from '../analysis/refusals/results.ts';
import { groupLabel } from './groups.ts';
import { methodLabel, modelLabel, variantLabel } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import { visibleLine } from './visible-text.ts';

/** Squares under one heading, whose points are numbered alike. */
export interface Scatter {
  readonly title: string;
  readonly panels: readonly ScatterWay[];
}

/** One square: a way of offering. */
export interface ScatterWay {
  readonly title: string;
  readonly pearson: CoefficientResult | null;
  readonly points: readonly { readonly name: string; readonly refusal: number; readonly bail: number }[];
}

/** Refusal against bail over models, by the first scorer. */
export function modelScatters(results: ReportResults): readonly Scatter[] {
  const own = firstScorers(results.refusals.correlations, results);
  const groups = Map.groupBy(own, ({ study, dataset, leadIn, historyAuthor, replyAuthor }) =>
    JSON.stringify([study, dataset, leadIn, historyAuthor, replyAuthor]),
  );
  return [...groups.values()].map((members): Scatter => {
    const first = members[0] as CorrelationResult;
    const { study, dataset } = first;
    const parts = [
      visibleLine(dataset, 60),
      results.studies.length > 1 ? `study ${visibleLine(study, 40)}` : '',
      variantLabel({ ...first, wording: null }),
    ];
    const panels = members.map((one) => ({
      title: panelTitle(one),
      pearson: one.pearson,
      points: one.points.map((point) => ({ ...point, name: modelLabel(point) })),
    }));
    return { title: parts.filter((part) => part !== '').join(' · '), panels };
  });
}

/** Refusal against bail over the categories of each model's items, by the first scorer. */
export function categoryScatters(results: ReportResults): readonly Scatter[] {
  const own = firstScorers(results.refusals.categoryCorrelations, results);
  const groups = Map.groupBy(own, (one) => JSON.stringify([repliesKey(one), one.simulated]));
  return [...groups.values()].map((members): Scatter => {
    const [first] = members as [(typeof own)[number]];
    const variant = variantLabel({ ...first, wording: null });
    const panels = members.map((one) => ({
      title: panelTitle(one),
      pearson: one.pearson,
      points: one.points.map((point) => ({ ...point, name: visibleLine(point.category, 60) })),
    }));
    return { title: groupLabel(first, results) + (variant === '' ? '' : ` · ${variant}`), panels };
  });
}

function firstScorers<One extends { readonly scorer: string }>(list: readonly One[], results: ReportResults): One[] {
  const scorer = results.refusals.scorers[0]?.name;
  return list.filter((one) => one.scorer === scorer);
}

function panelTitle(one: Pick<CorrelationResult, 'method' | 'order' | 'readout' | 'wording'>): string {
  const wording = one.wording === null || one.wording === 'default' ? '' : `, ${visibleLine(one.wording, 40)}`;
  return methodLabel(one) + wording;
}
