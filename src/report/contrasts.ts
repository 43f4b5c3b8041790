import type { ContrastComparison, ContrastResult } from '../analysis/contrast-result.ts';
import { isMostlyAnswered } from '../analysis/compare/warnings.ts';
import { fewText, fixedText, intervalText, sizeText } from './compare/format.ts';
import { declaredText, familyText } from './contrast-texts.ts';
import type { DrawnSection } from './effects.ts';
import { count, nothing, pValue, percent, points } from './format.ts';
import { cannotConcludeText, markSign, methodLabel, modelLabel, theseItemsText } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import type { Section, SectionGroup } from './section.ts';
import { visibleLine } from './visible-text.ts';

/** What the studies declared before their runs, the first part of a report; `null` where none declared anything. */
export function contrastsSection({ contrasts }: ReportResults): Section | null {
  if (contrasts.length === 0) return null;
  const byStudy = [...Map.groupBy(contrasts, ({ study }) => study)];
  const comparisons = contrasts.flatMap((one) => one.comparisons);
  const notes = [
    ...contrasts.map(declaredText),
    ...byStudy.map(([study, own]) => familyText(byStudy.length > 1 ? study : null, own)),
    ...(comparisons.some((one) => one.conclusion === 'cannot conclude') ? [cannotConcludeText] : []),
    ...(comparisons.some(hasFew) ? [fewText] : []),
    ...(comparisons.some(({ pairing }) => pairing !== 'none') ? [pairedText] : []),
    ...(comparisons.every(isMostlyAnswered) ? [] : [unansweredText]),
  ];
  return {
    id: 'contrasts',
    title: 'Primary contrasts: what was declared, A minus B',
    notes,
    isWhole: true,
    columns: [
      { title: 'A', optional: 1 },
      { title: 'B', optional: 1 },
      { title: 'points' },
      { title: '95 %', about: '95 %: for situations like these.' },
      { title: 'these items', optional: 3, about: theseItemsText },
      { title: 'p' },
      { title: 'Holm' },
      { title: 'items/cl.', optional: 4, about: 'items/cl.: items and their clusters.' },
      { title: 'answered', optional: 4, about: answeredAbout },
    ],
    groups: byStudy.flatMap(([study, own]) =>
      own.map((contrast) => groupOf(contrast, byStudy.length > 1 ? `${visibleLine(study, 40)} · ` : '')),
    ),
  };
}

/** The differences of all declared contrasts, to be drawn; `null` where none was declared or none has a condition. */
export function drawnContrasts({ contrasts }: ReportResults): DrawnSection<ContrastComparison> | null {
  const groups = contrasts
    .filter(({ comparisons }) => comparisons.length > 0)
    .map(({ name, comparisons }) => ({
      title: visibleLine(name, 60),
      offer: null,
      rows: comparisons.map((pair) => ({ label: labelOf(comparisons, pair), pair })),
    }));
  return groups.length === 0 ? null : { title: 'Declared contrasts', a: 'A', b: 'B', groups };
}

/** The comparisons of a contrast under its name, told apart by what it leaves open. */
function groupOf(contrast: ContrastResult, study: string): SectionGroup {
  const { comparisons } = contrast;
  const title = study + visibleLine(contrast.name, 40);
  if (comparisons.length === 0) return { title, rows: [{ label: 'no condition can do it', cells: emptyCells }] };
  return { title, rows: comparisons.map((one) => ({ label: markedLabel(comparisons, one), cells: cellsOf(one) })) };
}

const emptyCells = [nothing, nothing, nothing, 'no trials', nothing, nothing, nothing, nothing, nothing];

function markedLabel(comparisons: readonly ContrastComparison[], one: ContrastComparison): string {
  return labelOf(comparisons, one) + (isMostlyAnswered(one) ? '' : ` ${markSign('many-unanswered')}`);
}

function cellsOf(one: ContrastComparison): string[] {
  return [
    percent(one.rateA),
    percent(one.rateB),
    points(one.difference),
    intervalText(one),
    fixedText(one),
    pValue(one.p),
    pValue(one.pAdjusted),
    sizeText(one),
    answeredText(one),
  ];
}

/** Whether an interval of it that is shown is the wider fallback. */
function hasFew({ conclusion, tooFew, lowFixed, tooFewFixed }: ContrastComparison): boolean {
  return (conclusion === 'interval' && tooFew) || (lowFixed !== null && tooFewFixed);
}

/** Trials answered in both of those planned: `318 of 462`; of two samples those of either. */
function answeredText({ trials, planned }: ContrastComparison): string {
  return planned === null ? `${count(trials.a)}+${count(trials.b)}` : `${count(trials.a)} of ${count(planned)}`;
}

const pairedText =
  'Paired: items answered in both, epochs matched. Both rates are of these trials alone, and so may differ from those below.';

const answeredAbout = 'answered: trials answered in both, of those planned.';

const unansweredText = `${markSign('many-unanswered')} fewer than four fifths of the planned trials were answered in both: what the others would have done could turn the difference.`;

/** What tells a comparison apart from the others of its contrast; of a lone one, what both conditions share. */
function labelOf(comparisons: readonly ContrastComparison[], one: ContrastComparison): string {
  if (comparisons.length === 1) {
    const { a, b } = one;
    const shared = [a.model === b.model ? modelLabel(a, 40) : '', a.dataset === b.dataset ? a.dataset : ''];
    return visibleLine(shared.filter((text) => text !== '').join(' · '), 80);
  }
  const attributes = [
    ({ a }: ContrastComparison) => modelLabel(a, 40),
    ({ a }: ContrastComparison) => visibleLine(a.dataset, 40),
    ({ a, b }: ContrastComparison) => methodLabel({ ...a, order: a.order ?? b.order }),
    ({ a, b }: ContrastComparison) => visibleLine(a.wording ?? b.wording ?? '', 40),
    ({ a }: ContrastComparison) => visibleLine(a.leadIn ?? 'no lead-in', 40),
    ({ a }: ContrastComparison) => `history by ${visibleLine(a.historyAuthor, 40)}`,
    ({ a }: ContrastComparison) => `reply by ${visibleLine(a.replyAuthor, 40)}`,
  ];
  const telling = attributes.filter((text) => new Set(comparisons.map(text)).size > 1).map((text) => text(one));
  return telling.join(' · ');
}
