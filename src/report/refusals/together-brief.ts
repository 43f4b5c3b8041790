import type { Mark } from '../../analysis/results.ts';
import type { TogetherResult } from '../../analysis/refusals/results.ts';
import { nothing, percent, percentRange } from '../format.ts';
import { markMeanings, markSigns } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import type { Section } from '../section.ts';
import { answerMarks } from './answer-marks.ts';
import { grouped, shareText } from './rows.ts';
import { basisText, togetherSection } from './together-section.ts';

/** With more tables than this a terminal has a line of each. */
const mostWhole = 12;

/** Bail against refusal for a terminal: whole tables where there are few, else a line of each. */
export function togetherForTerminal(results: ReportResults): Section | null {
  const { together } = results.refusals;
  if (together.length <= mostWhole) return togetherSection(results);
  const marks = answerMarks(results);
  const marksOf = (one: TogetherResult): readonly Mark[] => marks.get(`${one.study} ${one.condition}`) ?? [];
  return {
    id: 'bail-and-refusal',
    title: 'Do models leave what they refuse?',
    notes: [
      'Shares in %, with 95 % intervals for situations like these (* the wider one: too little varies for the usual); bounds are of leaving without refusing.',
      'A line for each table, as there are many: both intervals and bounds of every share, and how each is found, are in every other format.',
      ...markMeanings(together.map((one) => ({ marks: marksOf(one) }))),
    ],
    columns: [
      { title: 'left, not refused' },
      { title: 'refused, not left' },
      { title: 'both', optional: 1 },
      { title: 'neither', optional: 1 },
      { title: 'bounds', optional: 2 },
      { title: 'no text', optional: 3 },
      { title: 'no answer', optional: 4 },
    ],
    groups: grouped(together, results, (one, label) => ({
      label: [label + basisText[one.basis], markSigns({ marks: marksOf(one) })].filter((part) => part !== '').join(' '),
      cells: [
        shareText(one.noRefusalBail),
        shareText(one.noBailRefusal),
        percent(one.refusalBail.rate),
        percent(one.neither.rate),
        one.bounds === null ? nothing : percentRange(...one.bounds.noRefusalBail),
        one.noText === null ? nothing : percent(one.noText.rate),
        percent(one.noAnswer),
      ],
    })),
  };
}
