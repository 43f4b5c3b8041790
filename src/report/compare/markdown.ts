import type {
  CategoryDifference,
  ComparedCondition,
  Comparison,
  ComparisonRow,
  MeasuredDifference,
  RefusalComparison,
} from '../../analysis/compare/comparison.ts';
import { distinctRefusals } from '../../analysis/compare/refusal-family.ts';
import { count, nothing, pValue, percent, points, pointsRange } from '../format.ts';
import { cannotConcludeText, methodLabel } from '../labels.ts';
import { code, markdownTable, modelCell, variantCell } from '../markdown-cells.ts';
import {
  adjustmentLabel,
  adjustmentText,
  directionText,
  exploratoryText,
  fewText,
  hasFew,
  openReason,
  ratio,
  ratioRange,
  sizeText,
} from './format.ts';
import { sidesText } from './names.ts';
import { refusalsText } from './refusals.ts';

/** A comparison as GitHub-flavoured Markdown; names from outside stand in code spans, where nothing is markup. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const names = comparison.sides.map(({ text, store }) => code(store === null ? text : `${text} in ${store}`));
  const parts = [
    `# Exitpoll: ${names.join(' − ')}`,
    comparison.warnings.map((text) => `> **Warning:** ${code(text, 1000)}`).join('\n>\n'),
    code(sidesText(comparison), 400),
    '## Differences',
    differences(comparison),
    notes(comparison).join('\n\n'),
    refusals(comparison),
    categories(comparison),
    changed(comparison),
    leftOut(comparison),
    `Exitpoll ${comparison.exitpoll}, ${comparison.createdAt}. Strict scorer version ${comparison.scorers.strict}.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const numberHead = ['A %', 'B %', 'difference, points', '95 %, situations like these', '95 %, exactly these items'];

function differences(comparison: Comparison): string {
  const head = [
    'A',
    'B',
    ...numberHead,
    'ratio',
    '95 %',
    'p',
    adjustmentLabel(comparison.adjustment),
    'p, permutation',
    'p, McNemar',
    'items/clusters',
    'clusters A>B : B>A',
  ];
  const rows = comparison.rows.map((row) => [
    conditionCell(row.a),
    conditionCell(row.b),
    ...numberCells(row),
    ratio(row.ratio),
    ratioRange(row).replace('*', ' \\*'),
    pValue(row.p),
    pValue(row.pAdjusted),
    pValue(row.pPermutation),
    pValue(row.pMcNemar),
    sizeText(row),
    directionText(row),
  ]);
  return markdownTable(head, rows, 2);
}

function numberCells(of: MeasuredDifference): string[] {
  return [
    percent(of.rateA),
    percent(of.rateB),
    points(of.difference),
    of.conclusion === 'cannot conclude' ? openReason(of) : pointsRange(of.low, of.high) + (of.tooFew ? ' \\*' : ''),
    pointsRange(of.lowFixed, of.highFixed) + (of.tooFewFixed && of.lowFixed !== null ? ' \\*' : ''),
  ];
}

function conditionCell(of: ComparedCondition): string {
  const items = of.category === null ? code(of.dataset) : `${code(of.dataset)} ${code(of.category)}`;
  const store = of.store === null ? '' : ` in ${code(of.store)}`;
  return `${modelCell(of)}, ${items}, ${methodLabel(of)}, ${variantCell(of)}${store}`;
}

function notes({ rows, adjustment }: Comparison): string[] {
  return [
    rows.some(({ pairing }) => pairing !== 'none')
      ? 'Paired: items answered in both, epochs matched; both rates are of these.'
      : '',
    rows.length > 1 ? adjustmentText(adjustment, rows) : '',
    rows.some(({ conclusion }) => conclusion === 'cannot conclude') ? cannotConcludeText : '',
    hasFew([...rows, ...rows.flatMap(({ refusals: own }) => own)]) ? `\\${fewText}` : '',
    exploratoryText,
  ].filter((text) => text !== '');
}

function refusals(comparison: Comparison): string {
  const distinct = distinctRefusals(comparison.rows);
  if (distinct.length === 0) return '';
  const rows = distinct.map(({ row, refusal }) => [
    ...repliesCells(row, refusal),
    ...numberCells(refusal),
    pValue(refusal.p),
    pValue(refusal.pAdjusted),
    sizeText(refusal),
  ]);
  const head = ['A', 'B', 'scorer', ...numberHead, 'p', adjustmentLabel(comparison.adjustment), 'items/clusters'];
  const text = code(refusalsText(comparison), 700);
  return ['## Refusals', text, markdownTable(head, rows, 3)].join('\n\n');
}

/** Whose replies are compared, and by which scorer. */
function repliesCells({ a, b }: ComparisonRow, { scorer, of }: RefusalComparison): string[] {
  const isOwn = of === 'own-reply';
  const cells = [a, b].map((one) => conditionCell(isOwn ? one : { ...one, ...noOffer }));
  return [...cells, `${code(scorer)}${isOwn ? ', own reply' : ''}`];
}

/** What a baseline shares with all conditions beside it. */
const noOffer = { method: 'baseline', order: null, readout: 'sampled', wording: null } as const;

function categories(comparison: Comparison): string {
  const cells = (one: CategoryDifference): string[] => [
    ...numberCells(one),
    pValue(one.p),
    pValue(one.pAdjusted),
    sizeText(one),
  ];
  const bails = comparison.rows.flatMap((row) =>
    row.categories.map((one) => [conditionCell(row.a), conditionCell(row.b), code(one.category), ...cells(one)]),
  );
  const refused = distinctRefusals(comparison.rows).flatMap(({ row, refusal }) =>
    refusal.categories.map((one) => [...repliesCells(row, refusal), code(one.category), ...cells(one)]),
  );
  const head = [...numberHead, 'p', adjustmentLabel(comparison.adjustment), 'items/clusters'];
  return [
    bails.length === 0 ? '' : `## By category\n\n${markdownTable(['A', 'B', 'category', ...head], bails, 3)}`,
    refused.length === 0
      ? ''
      : `## Refusals by category\n\n${markdownTable(['A', 'B', 'scorer', 'category', ...head], refused, 4)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function changed(comparison: Comparison): string {
  const rows = comparison.rows.flatMap((row) =>
    row.changed.map((item) => [
      conditionCell(row.a),
      conditionCell(row.b),
      code(item.item),
      item.category === null ? nothing : code(item.category),
      percent(item.rateA),
      percent(item.rateB),
      points(item.difference),
      count(item.epochs),
      item.trialsA.join(' '),
      item.trialsB.join(' '),
    ]),
  );
  if (rows.length === 0) return '';
  const head = ['A', 'B', 'item', 'category', 'A %', 'B %', 'points', 'epochs', 'trials of A', 'trials of B'];
  return `## Items that changed most\n\n${markdownTable(head, rows, 4)}`;
}

function leftOut({ leftOut: left }: Comparison): string {
  if (left.length === 0) return '';
  return `## Left out\n\n${left.map(({ condition, reason }) => `- ${conditionCell(condition)}: ${code(reason)}`).join('\n')}`;
}
