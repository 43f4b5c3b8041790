import type { ReportCondition, ReportResults } from './report-results.ts';
import { controlGroups, controlsText, type ControlRow } from './controls.ts';
import { effectSections, factorCells, groupHeading, hasFactor, type EffectRow, type EffectSection } from './effects.ts';
import { nothing, percent, points, pointsRange } from './format.ts';
import { cannotConcludeText } from './labels.ts';
import type { Paint } from './paint.ts';
import { tableRows, type RowColumn, type TableLine } from './table-rows.ts';
import { wrap } from './wrap.ts';

/** Controls, then paired differences by kind, for a terminal: one line an effect. Empty where there are none. */
export function effectsParts(results: ReportResults, width: number, paint: Paint): string[] {
  const sections = effectSections(results);
  if (sections.length === 0) return [controlsPart(results, width, paint)];
  const rows = sections.flatMap(({ groups }) => groups.flatMap((group) => group.rows));
  const isOpen = rows.some(({ pair }) => pair.conclusion === 'cannot conclude');
  const legend =
    'Paired: items answered in both, epochs matched; rates in %, differences in points with their 95 % interval, and how many of the clusters differ.';
  return [
    controlsPart(results, width, paint),
    ...sections.map((section) => sectionPart(section, width, paint)),
    [legend, ...(isOpen ? [cannotConcludeText] : [])].map((text) => paint('dim', wrap(text, width, '  '))).join('\n'),
  ];
}

function sectionPart(section: EffectSection, width: number, paint: Paint): string {
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: section.a, align: 'right', optional: 1 },
    { title: section.b, align: 'right', optional: 1 },
    { title: 'points', align: 'right' },
    { title: '95 %', align: 'right' },
    ...(hasFactor(section.kind)
      ? ([
          { title: 'factor', align: 'right' },
          { title: '95 %', align: 'right' },
        ] as const)
      : []),
    { title: 'differ', align: 'right', optional: 2 },
  ];
  const lines = section.groups.flatMap((group): TableLine[] => [
    `  ${groupHeading(group, width - 2)}`,
    ...group.rows.map(effectCells),
  ]);
  return headed(section.title, tableRows(columns, lines, width), width, paint);
}

function effectCells({ label, pair }: EffectRow): string[] {
  const range = pair.conclusion === 'interval' ? pointsRange(pair.low, pair.high) : 'cannot conclude';
  const differ = `${pair.discordantClusters}/${pair.clusters}`;
  return [
    `    ${label}`,
    percent(pair.rateA),
    percent(pair.rateB),
    points(pair.difference),
    range,
    ...(hasFactor(pair.kind) ? factorCells(pair) : []),
    differ,
  ];
}

function controlsPart(results: ReportResults, width: number, paint: Paint): string {
  const groups = controlGroups(results);
  if (groups.length === 0) return '';
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'leave', align: 'right' },
    { title: 'nothing', align: 'right' },
    { title: 'stay', align: 'right' },
    { title: '', optional: 1 },
  ];
  const lines = groups.flatMap((group): TableLine[] => [
    `  ${groupHeading(group, width - 2)}`,
    ...group.rows.map(controlCells),
  ]);
  const table = tableRows(columns, lines, width);
  const title = 'Does the model understand the exit? Bail rates when told to leave, nothing, to stay';
  return `${headed(title, table, width, paint)}\n${paint('dim', wrap(controlsText, width, '  '))}`;
}

function controlCells({ label, leave, plain, stay, verdict }: ControlRow): string[] {
  return [`    ${label}`, rateOf(leave), rateOf(plain), rateOf(stay), verdict];
}

function rateOf(condition: ReportCondition | null): string {
  return condition === null ? nothing : percent(condition.rate);
}

/** A table under a bold title, its own head dimmed. */
export function headed(title: string, table: string, width: number, paint: Paint): string {
  const [head = '', ...rows] = table.split('\n');
  return [paint('bold', wrap(title, width)), paint('dim', head), ...rows].join('\n');
}
