import type { ContrastComparison, ContrastResult } from '../analysis/contrast-result.ts';
import { intervalText, sizeText, fewText } from './compare/format.ts';
import type { DrawnSection } from './effects.ts';
import { countOf, nothing, pValue, percent, points } from './format.ts';
import { cannotConcludeText, methodLabel, modelLabel } from './labels.ts';
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
    ...(comparisons.some((one) => one.conclusion === 'interval' && one.tooFew) ? [fewText] : []),
  ];
  return {
    id: 'contrasts',
    title: 'Primary contrasts: what was declared, A minus B',
    notes,
    columns: [
      { title: 'A', optional: 2 },
      { title: 'B', optional: 2 },
      { title: 'points' },
      { title: '95 %' },
      { title: 'p' },
      { title: 'Holm' },
      { title: 'items/cl.', optional: 3 },
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
  return { title, rows: comparisons.map((one) => ({ label: labelOf(comparisons, one), cells: cellsOf(one) })) };
}

const emptyCells = [nothing, nothing, nothing, 'no trials', nothing, nothing, nothing];

function cellsOf(one: ContrastComparison): string[] {
  return [
    percent(one.rateA),
    percent(one.rateB),
    points(one.difference),
    intervalText(one),
    pValue(one.p),
    pValue(one.pAdjusted),
    sizeText(one),
  ];
}

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
  ];
  const telling = attributes.filter((text) => new Set(comparisons.map(text)).size > 1).map((text) => text(one));
  return telling.join(' · ');
}

/** What a contrast compares, and whether it was declared before there was anything to see. */
function declaredText({
  name,
  a,
  b,
  on,
  declaredAt,
  trialsBefore,
  studyTrialsBefore,
  comparisons,
}: ContrastResult): string {
  const when = declaredAt.slice(0, 16).replace('T', ' ');
  const before =
    trialsBefore === 0
      ? 'before the first of its trials was stored'
      : `AFTER ${countOf(trialsBefore, 'trial')} of its conditions were stored`;
  const others =
    trialsBefore === 0 && studyTrialsBefore > 0
      ? `; ${countOf(studyTrialsBefore, 'trial')} of the study’s other conditions were there`
      : '';
  const pending = comparisons.filter(({ complete }) => !complete).length;
  const incomplete = pending === 0 ? '' : ` Not all of its trials are done in ${countOf(pending, 'comparison')}.`;
  const sides = `${name}: ${a} minus ${b}${on === null ? '' : ` on ${on}`}`;
  return visibleLine(`${sides}. Declared ${when} UTC, ${before}${others}.${incomplete}`, 600);
}

function familyText(study: string | null, own: readonly ContrastResult[]): string {
  const size = own.reduce((sum, { comparisons }) => sum + Math.max(1, comparisons.length), 0);
  const whose = study === null ? '' : `${visibleLine(study, 60)}: `;
  return `${whose}p-values are adjusted by Holm for all ${countOf(size, 'comparison')} as one family. Every other comparison in this report is exploratory.`;
}
