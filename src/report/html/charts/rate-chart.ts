import { variations } from '../../effects.ts';
import { countOf, percent } from '../../format.ts';
import { groupConditions, groupLabel, membersOf } from '../../groups.ts';
import { markSigns, methodLabel, offersExit, variantLabel } from '../../labels.ts';
import type { ReportCondition, ReportResults } from '../../report-results.ts';
import type { Html } from '../html.ts';
import { chart } from './draw.ts';
import { type ChartSize } from './frame.ts';
import { distinctLabels } from '../../distinct-labels.ts';
import { rateBar, rateLayers, type RateBar } from './rate-layers.ts';
import { rowPlot } from './row-plot.ts';

/**
 * The rates with their intervals; `null` where no condition offers an exit. Conditions that only vary another one
 * (a wording, a lead-in) are left to the charts of their effects.
 */
export async function rateChart(results: ReportResults): Promise<Html | null> {
  const shown = chartedConditions(results);
  if (shown.length === 0) return null;
  const rates = shown.map(({ rate }) => rate).filter((rate) => rate !== null);
  const span = rates.length === 0 ? '' : `, from ${percent(Math.min(...rates))} to ${percent(Math.max(...rates))} %`;
  const label = `Bail rates of ${countOf(shown.length, 'condition')} with their intervals${span}; the table below has the same numbers`;
  return chart(label, (size) => plots(shown, results, size));
}

/** The conditions in the chart of rates. */
export function chartedConditions(results: ReportResults): ReportCondition[] {
  const varied = variations(results);
  return results.conditions.filter(({ id, method }) => offersExit(method) && !varied.has(id));
}

function plots(shown: readonly ReportCondition[], results: ReportResults, size: ChartSize): object[] {
  const groups = groupConditions(shown).map((group) => ({
    title: groupLabel(group, results),
    rows: barsOf(membersOf(group), size),
  }));
  const hasPublished = shown.some(({ published }) => published !== undefined);
  // Room for the dots at 0 and 100.
  const margin = 800 / size.plotWidth;
  const scale = { domain: [-margin, 100 + margin], values: [0, 25, 50, 75, 100], title: 'bail rate, %' } as const;
  return [rowPlot(groups, scale, size, hasPublished ? 36 : 26, rateLayers)];
}

function barsOf(conditions: readonly ReportCondition[], size: ChartSize): RateBar[] {
  const plain = conditions.map((condition) => methodLabel(condition));
  const wanted = conditions.map((condition, index) => {
    const method = plain[index] ?? '';
    const alone = plain.indexOf(method) === plain.lastIndexOf(method);
    const sign = condition.marks.length === 0 ? '' : ` ${markSigns(condition)}`;
    return (alone ? method : `${method} · ${variantLabel(condition)}`) + sign;
  });
  const labels = distinctLabels(wanted, size.labelMax + 2);
  return conditions.map((condition, index) => ({ label: labels[index] ?? '', ...rateBar(condition) }));
}
