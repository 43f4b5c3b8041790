import { repliesKey } from '../../analysis/condition-label.ts';
import type { RefusalResult } from '../../analysis/refusals/results.ts';
import { nothing } from '../format.ts';
import { groupLabel } from '../groups.ts';
import { methodLabel, tooFewText, variantLabel } from '../labels.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';
import type { Section, SectionGroup } from '../section.ts';
import { visibleLine } from '../visible-text.ts';
import { shareText } from './rows.ts';

/** Refusal and bail side by side in every category, by the first scorer; `null` where items have no categories. */
export function refusalCategoriesSection(results: ReportResults): Section | null {
  const scorer = results.refusals.scorers[0]?.name;
  const rated = results.refusals.rates.filter((one) => one.scorer === scorer && one.categories.length > 0);
  if (scorer === undefined || rated.length === 0) return null;
  const exits = results.conditions.filter(({ method }) => method !== 'baseline' && method !== 'placebo-tool');
  const offers = [...new Set(exits.map((one) => `${methodLabel(one)}${wordingOf(one)}`))];
  const isMarked = [...rated, ...exits].some((one) => one.categories.some(({ tooFew }) => tooFew));
  return {
    id: 'refusal-categories',
    title: 'Refusal and bail by category',
    notes: [
      `In %: the refusal rate of baseline replies (${visibleLine(scorer, 60)}), then the bail rate by each method, each with its 95 % interval for situations like these.`,
      ...(isMarked ? [`* ${tooFewText}`] : []),
    ],
    columns: [{ title: 'refused' }, ...offers.map((title, index) => ({ title, optional: index + 1 }))],
    groups: rated.map((one) => groupOf(one, offers, exits, results)),
  };
}

function groupOf(
  rated: RefusalResult,
  offers: readonly string[],
  exits: readonly ReportCondition[],
  results: ReportResults,
): SectionGroup {
  const own = exits.filter((one) => repliesKey(one) === repliesKey(rated));
  const variant = variantLabel({ ...rated, wording: null });
  return {
    title: groupLabel(rated, results) + (variant === '' ? '' : ` · ${variant}`),
    rows: rated.categories.map((category) => ({
      label: visibleLine(category.category, 60),
      cells: [
        shareText(category),
        ...offers.map((offer) => {
          const condition = own.find((one) => `${methodLabel(one)}${wordingOf(one)}` === offer);
          const bail = condition?.categories.find((one) => one.category === category.category);
          return bail === undefined ? nothing : shareText(bail);
        }),
      ],
    })),
  };
}

function wordingOf({ wording }: ReportCondition): string {
  return wording === null || wording === 'default' ? '' : `, ${visibleLine(wording, 40)}`;
}
