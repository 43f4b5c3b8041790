import type { BailMinusRefusal } from '../../analysis/refusals/results.ts';
import { pValue, percent, points } from '../format.ts';
import { cannotConcludeText, fewPairsText, hasFewFixed } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import type { Section, SectionRow } from '../section.ts';
import { visibleLine } from '../visible-text.ts';
import { differenceRange, fixedRange, namesAmong } from './rows.ts';

/** Bail rate minus refusal rate in every category, by the first scorer; `null` where items have no categories. */
export function bailMinusRefusalSection(results: ReportResults): Section | null {
  const { scorers, bailMinusRefusal } = results.refusals;
  const scorer = scorers[0]?.name;
  const shown = bailMinusRefusal.filter((one) => one.scorer === scorer && one.categories.length > 0);
  if (scorer === undefined || shown.length === 0) return null;
  const { groupOf, offerOf } = namesAmong(shown, results);
  const isFew = shown.some((one) => [one, ...one.categories].some(hasFewFixed));
  const isOpen = shown.some((one) => [one, ...one.categories].some(({ conclusion }) => conclusion !== 'interval'));
  return {
    id: 'bail-minus-refusal',
    title: 'By category: is more left than refused?',
    notes: [
      `Bail rate minus refusal rate (${visibleLine(scorer, 60)}) on the items that tell both, paired by item: rates in %, differences in points with 95 % intervals, for situations like these and for exactly these items. Of the bail prompt in the same trials, of the others the refusals of baseline replies.`,
      'Holm: p for the categories of one condition as one family.',
      ...(isOpen ? [cannotConcludeText] : []),
    ],
    columns: [
      { title: 'left', optional: 2 },
      { title: 'refused', optional: 2 },
      { title: 'points' },
      { title: '95 %, like these' },
      { title: '95 %, these items', optional: 3, ...(isFew ? { about: fewPairsText } : {}) },
      { title: 'p', optional: 1 },
      { title: 'Holm' },
    ],
    groups: shown.map((one) => ({
      title: `${groupOf(one)} · ${offerOf(one)}`,
      rows: [
        rowOf('all', one, null),
        ...one.categories.map((category) => rowOf(visibleLine(category.category, 60), category, category.pAdjusted)),
      ],
    })),
  };
}

function rowOf(label: string, of: BailMinusRefusal, pAdjusted: number | null): SectionRow {
  return {
    label,
    cells: [
      percent(of.bail),
      percent(of.refusal),
      points(of.difference),
      differenceRange(of),
      fixedRange(of),
      pValue(of.p),
      pValue(pAdjusted),
    ],
  };
}
