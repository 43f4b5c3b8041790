import type { ComparisonRow, MeasuredDifference } from '../../analysis/compare/comparison.ts';
import { count, countOf, nothing, pointsRange } from '../format.ts';

/** A ratio in two decimals: `2.35`. */
export function ratio(value: number | null): string {
  if (value === null) return nothing;
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

/** The interval of a ratio: `1.32–4.18`, `1.32 up` where there is no upper end; with a star where it is the fallback. */
export function ratioRange({ ratio: value, ratioLow, ratioHigh, ratioTooFew }: MeasuredDifference): string {
  if (value === null || ratioLow === null) return nothing;
  const range = ratioHigh === null ? `${ratio(ratioLow)} up` : `${ratio(ratioLow)}–${ratio(ratioHigh)}`;
  return range + (ratioTooFew ? '*' : '');
}

/** The interval for situations like these, or that nothing can be concluded; with a star where it is the fallback. */
export function intervalText(of: MeasuredDifference): string {
  if (of.conclusion === 'cannot conclude') return 'cannot conclude';
  return pointsRange(of.low, of.high) + (of.tooFew ? '*' : '');
}

/** The interval for exactly these items, with a star where it is the fallback. */
export function fixedText(of: Pick<MeasuredDifference, 'lowFixed' | 'highFixed' | 'tooFewFixed'>): string {
  return pointsRange(of.lowFixed, of.highFixed) + (of.tooFewFixed && of.lowFixed !== null ? '*' : '');
}

/** Why nothing can be concluded. */
export function openReason(of: MeasuredDifference): string {
  if (of.items.a === 0 || of.items.b === 0) return 'cannot conclude: no item was answered in both';
  const differing = of.discordantClusters ?? 0;
  return `cannot conclude: ${countOf(differing, 'cluster')} differ${differing === 1 ? 's' : ''}, 6 needed`;
}

/** Items over clusters: `60/30`; of two samples `60+40/30+20`. */
export function sizeText({ items, clusters, more }: MeasuredDifference): string {
  if (more !== null) return `${count(items.a)}/${count(clusters.a)}`;
  return `${count(items.a)}+${count(items.b)}/${count(clusters.a)}+${count(clusters.b)}`;
}

/** Clusters that bail more in A, and in B: `18 : 3`. */
export function directionText({ more }: MeasuredDifference): string {
  return more === null ? nothing : `${count(more.clusters.a)} : ${count(more.clusters.b)}`;
}

/** What `sizeText` shows, where a column of it is. */
export const sizeAbout = 'items/cl.: items and their clusters, of A and of B where nothing is paired.';

/** What `directionText` shows. */
export const directionAbout = 'A>B : B>A: clusters that bail more in A, and in B.';

/** What adjusted p-values are called in a column. */
export function adjustmentLabel(adjustment: 'holm' | 'benjamini-hochberg'): string {
  return adjustment === 'holm' ? 'Holm' : 'B-H';
}

/** Two or more comparisons, in a sentence: `both comparisons`, `all 6 comparisons`. */
export function allComparisons(comparisons: number): string {
  return comparisons === 2 ? 'both comparisons' : `all ${countOf(comparisons, 'comparison')}`;
}

/** Who an adjustment is named after, in a sentence. */
export function adjustmentName(adjustment: 'holm' | 'benjamini-hochberg'): string {
  return adjustment === 'holm' ? 'Holm' : 'Benjamini and Hochberg';
}

/** What the adjustment is for, as a sentence. */
export function adjustmentText(adjustment: 'holm' | 'benjamini-hochberg', rows: readonly ComparisonRow[]): string {
  if (rows.length === 1) return 'One comparison is made here: its p-value needs no adjustment.';
  const chance = adjustment === 'holm' ? 'the chance of even one false finding' : 'the share of false findings';
  return `p-values are also given by ${adjustmentName(adjustment)} for ${allComparisons(rows.length)}: ${chance}.`;
}

/** What a comparison made after the fact is worth. */
export const exploratoryText =
  'Exploratory: chosen when the data were there. Contrasts that a study declares before its run are primary; `exitpoll report` shows them first.';

/** What a star beside an interval means. */
export const fewText =
  '* too few clusters that bail, or that stay, for the usual interval: the wider one is what both rates’ own intervals allow. Where nothing is paired, p is then by permutation of clusters.';

/** Whether any interval that is shown is the wider fallback. */
export function hasFew(rows: readonly MeasuredDifference[]): boolean {
  return rows.some(
    (one) =>
      (one.conclusion === 'interval' && one.tooFew) ||
      (one.ratio !== null && one.ratioTooFew) ||
      (one.lowFixed !== null && one.tooFewFixed),
  );
}
