import type { ReportCondition, ReportResults } from './report-results.ts';
import { controlGroups, controlsText, type ControlRow } from './controls.ts';
import { effectSections, factorCells, groupHeading, hasFactor, type EffectRow, type EffectSection } from './effects.ts';
import { fixedText } from './compare/format.ts';
import { nothing, percent, points, pointsRange } from './format.ts';
import { cannotConcludeText, fewPairsText, hasFewFixed, theseItemsText } from './labels.ts';
import type { RowColumn, TableLine } from './table-rows.ts';
import { noteText, tablePart, type TerminalPage } from './terminal-page.ts';

/** Controls, then paired differences by kind, for a terminal: one line an effect. Empty where there are none. */
export function effectsParts(results: ReportResults, page: TerminalPage): string[] {
  const sections = effectSections(results);
  if (sections.length === 0) return [controlsPart(results, page)];
  const rows = sections.flatMap(({ groups }) => groups.flatMap((group) => group.rows));
  const isOpen = rows.some(({ pair }) => pair.conclusion === 'cannot conclude');
  const legend =
    'Paired: items answered in both, epochs matched; rates in %, differences in points with their 95 % interval for situations like these.';
  return [
    controlsPart(results, page),
    ...sections.map((section) => sectionPart(section, page)),
    [legend, ...(isOpen ? [cannotConcludeText] : [])].map((text) => noteText(text, page)).join('\n'),
  ];
}

function sectionPart(section: EffectSection, page: TerminalPage): string {
  const isFew = section.groups.some((group) => group.rows.some(({ pair }) => hasFewFixed(pair)));
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: section.a, align: 'right', optional: 1 },
    { title: section.b, align: 'right', optional: 1 },
    { title: 'points', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: 'these items', align: 'right', optional: 4, about: isFew ? fewItemsText : theseItemsText },
    ...(hasFactor(section.kind)
      ? ([
          { title: 'factor', align: 'right', optional: 3, about: 'factor: the first rate over the second.' },
          { title: '95 %', align: 'right', optional: 3 },
        ] as const)
      : []),
    {
      title: 'differ',
      align: 'right',
      optional: 2,
      about: 'differ: how many of the clusters have two different rates.',
    },
  ];
  const lines = section.groups.flatMap((group): TableLine[] => [
    `  ${groupHeading(group)}`,
    ...group.rows.map(effectCells),
  ]);
  return tablePart({ title: section.title, columns, lines }, page);
}

const fewItemsText = `${theseItemsText} ${fewPairsText}`;

function effectCells({ label, pair }: EffectRow): string[] {
  const range = pair.conclusion === 'interval' ? pointsRange(pair.low, pair.high) : 'cannot conclude';
  const differ = `${pair.discordantClusters}/${pair.clusters}`;
  return [
    `    ${label}`,
    percent(pair.rateA),
    percent(pair.rateB),
    points(pair.difference),
    range,
    fixedText(pair),
    ...(hasFactor(pair.kind) ? factorCells(pair) : []),
    differ,
  ];
}

function controlsPart(results: ReportResults, page: TerminalPage): string {
  const groups = controlGroups(results);
  if (groups.length === 0) return '';
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'leave', align: 'right' },
    { title: 'nothing', align: 'right' },
    { title: 'stay', align: 'right' },
    { title: '', optional: 1 },
  ];
  const lines = groups.flatMap((group): TableLine[] => [`  ${groupHeading(group)}`, ...group.rows.map(controlCells)]);
  const title = 'Does the model understand the exit? Bail rates when told to leave, nothing, to stay';
  return tablePart({ title, columns, lines, notes: [controlsText] }, page);
}

function controlCells({ label, leave, plain, stay, verdict }: ControlRow): string[] {
  return [`    ${label}`, rateOf(leave), rateOf(plain), rateOf(stay), verdict];
}

function rateOf(condition: ReportCondition | null): string {
  return condition === null ? nothing : percent(condition.rate);
}
