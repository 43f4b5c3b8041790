import { controlGroups, controlsText, exitOf } from './controls.ts';
import { effectSections, factorCells, hasFactor, type EffectSection } from './effects.ts';
import { fixedText } from './compare/format.ts';
import { count, nothing, percent, points, pointsRange } from './format.ts';
import { cannotConclude, fewPairsText, hasFewFixed, methodLabel } from './labels.ts';
import { code, markdownTable, modelCell, variantCell } from './markdown-cells.ts';
import type { ReportCondition, ReportResults } from './report-results.ts';

/** Controls, paired differences by kind, and excess by situation, as parts of a Markdown report. */
export function effectsParts(results: ReportResults): string[] {
  return [controlsPart(results), ...effectSections(results).map(sectionPart), situationsPart(results)];
}

function sectionPart(section: EffectSection): string {
  const rows = section.groups.flatMap((group) =>
    group.rows.map(({ pair }) => [
      modelCell(pair),
      code(pair.dataset),
      methodLabel(section.kind === 'order' ? { ...pair, order: null } : pair),
      variantCell(pair),
      percent(pair.rateA),
      percent(pair.rateB),
      points(pair.difference),
      pair.conclusion === 'interval' ? pointsRange(pair.low, pair.high) : cannotConclude(pair),
      fixedText(pair).replace('*', ' \\*'),
      ...(hasFactor(pair.kind) ? factorCells(pair) : []),
      count(pair.items),
      count(pair.clusters),
    ]),
  );
  const rates = [`${section.a} %`, `${section.b} %`];
  const head = [
    'model',
    'dataset',
    'offered as',
    'wording',
    ...rates,
    'difference, points',
    '95 %, situations like these',
    '95 %, exactly these items',
    ...(hasFactor(section.kind) ? ['factor', '95 %'] : []),
    'items',
    'clusters',
  ];
  const isFew = section.groups.some((group) => group.rows.some(({ pair }) => hasFewFixed(pair)));
  return `## ${section.title}\n\n${markdownTable(head, rows, 4)}${isFew ? `\n\n\\${fewPairsText}` : ''}`;
}

function controlsPart(results: ReportResults): string {
  const rows = controlGroups(results).flatMap((group) =>
    group.rows.map((row) => {
      const { leave, plain, stay, verdict } = row;
      const one = exitOf(row);
      return [
        modelCell(one),
        code(one.dataset),
        methodLabel(one),
        one.wording === null ? nothing : code(one.wording),
        verdict,
        rateCell(leave),
        rateCell(plain),
        rateCell(stay),
      ];
    }),
  );
  if (rows.length === 0) return '';
  const head = [
    'model',
    'dataset',
    'offered as',
    'wording',
    'verdict',
    'told to leave %',
    'told nothing %',
    'told to stay %',
  ];
  return `## Does the model understand the exit?\n\n${markdownTable(head, rows, 5)}\n\n${controlsText}`;
}

function rateCell(condition: ReportCondition | null): string {
  return condition === null ? nothing : percent(condition.rate);
}

function situationsPart(results: ReportResults): string {
  const rows = results.situations.map((one) => [
    modelCell(one),
    methodLabel(one),
    variantCell(one),
    one.category === null ? nothing : code(one.category),
    code(one.situation),
    percent(one.rate),
    percent(one.twinRate),
    points(one.excess),
    count(one.items),
  ]);
  if (rows.length === 0) return '';
  const head = [
    'model',
    'offered as',
    'wording',
    'category',
    'situation',
    'items %',
    'twins %',
    'excess, points',
    'items',
  ];
  return `## Excess bail by situation\n\nToo few items for intervals.\n\n${markdownTable(head, rows, 5)}`;
}
