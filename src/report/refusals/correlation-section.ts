import type { CoefficientResult, CorrelationResult } from '../../analysis/refusals/results.ts';
import { count, nothing, pValue } from '../format.ts';
import { methodLabel, variantLabel } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import type { Section } from '../section.ts';
import { visibleLine } from '../visible-text.ts';
import { grouped } from './rows.ts';

const distanceText = 'Distance correlation is well above 0 for few points whatever they are: read its p.';

/** How refusal and bail go together over models; `null` where no method was run by two models. */
export function correlationSection(results: ReportResults): Section | null {
  const { correlations, scorers } = results.refusals;
  if (correlations.length === 0) return null;
  const byDataset = Map.groupBy(correlations, ({ study, dataset, scorer, leadIn, historyAuthor, replyAuthor }) =>
    JSON.stringify([study, dataset, scorer, leadIn, historyAuthor, replyAuthor]),
  );
  const hasNone = correlations.some(({ pearson }) => pearson === null || pearson.value === null);
  const wordings = new Set(correlations.map(({ wording }) => wording)).size > 1;
  return {
    id: 'refusal-correlation',
    title: 'Do models that refuse more leave more, or less?',
    notes: [
      'One point a model: the refusal rate of its baseline replies against its bail rate. Only models that were run with the method are points. Coefficients with 95 % bootstrap intervals and the permutation p of no association, from four models on; intervals need more. p is not adjusted for the number of rows.',
      ...(hasNone ? [`${nothing}: fewer than four models, or all refuse, or leave, alike.`] : []),
    ],
    columns: [
      { title: 'models' },
      { title: 'Pearson' },
      { title: 'Spearman', optional: 3 },
      { title: 'Kendall', optional: 4 },
      { title: 'distance', optional: 2, about: distanceText },
    ],
    groups: [...byDataset.values()].map((members) => {
      const [first] = members as [CorrelationResult];
      const by = scorers.length > 1 ? ` · by ${visibleLine(first.scorer, 60)}` : '';
      const variant = variantLabel({ ...first, wording: null });
      const study = results.studies.length > 1 ? ` · study ${visibleLine(first.study, 40)}` : '';
      return {
        title: `${visibleLine(first.dataset, 40)}${study}${variant === '' ? '' : ` · ${variant}`}${by}`,
        rows: members.map((one) => {
          const wording = wordings && one.wording !== null ? `, wording ${visibleLine(one.wording, 40)}` : '';
          return {
            label: methodLabel(one) + wording,
            cells: [
              count(one.points.length),
              ...[one.pearson, one.spearman, one.kendall, one.distance].map((found) => coefficientText(found)),
            ],
          };
        }),
      };
    }),
  };
}

/** How they go together over the categories of a condition's items; `null` where none has four categories. */
export function categoryCorrelationSection(results: ReportResults): Section | null {
  const { categoryCorrelations } = results.refusals;
  if (categoryCorrelations.length === 0) return null;
  const hasNone = categoryCorrelations.some(({ pearson }) => pearson.value === null);
  const isCut = categoryCorrelations.some(({ pearson }) => pearson.value !== null && pearson.p === null);
  return {
    id: 'refusal-category-correlation',
    title: 'Is what is refused more left more, or less?',
    notes: [
      'One point a category of items, for each model: the refusal rate of its baseline replies against its bail rate. Coefficients with 95 % bootstrap intervals and the permutation p of no association, from four categories on.',
      'Holm: p of a coefficient over all rows that have one, as one family.',
      ...(isCut ? ['Tested are the first; exitpoll refusal correlate --over categories tests all.'] : []),
      ...(hasNone ? [`${nothing}: the refusal rate, or the bail rate, is the same in every category.`] : []),
    ],
    columns: [
      { title: 'categories' },
      { title: 'Pearson' },
      { title: 'Holm' },
      { title: 'Spearman', optional: 1 },
      { title: 'Holm', optional: 1 },
    ],
    groups: grouped(categoryCorrelations, results, ({ points, pearson, spearman }, label) => ({
      label,
      cells: [
        count(points.length),
        coefficientText(pearson),
        pValue(pearson.pAdjusted),
        coefficientText(spearman),
        pValue(spearman.pAdjusted),
      ],
    })),
  };
}

/** `−0.17 [−0.52, 0.21] p 0.360`, the value with so many digits. */
export function coefficientText(coefficient: CoefficientResult | null, digits = 2): string {
  if (coefficient === null || coefficient.value === null) return nothing;
  const { value, low, high, p } = coefficient;
  const range = low === null || high === null ? '' : ` [${signed(low, 2)}, ${signed(high, 2)}]`;
  return `${signed(value, digits)}${range}${p === null ? '' : ` p ${pValue(p)}`}`;
}

function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}
