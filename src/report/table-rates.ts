import type { CategoryResult, ConditionResult, RateResult } from '../analysis/results.ts';
import { variations } from './effects.ts';
import { countOf, nothing, percent, percentRange } from './format.ts';
import { groupConditions, groupLabel } from './groups.ts';
import { markSign, markSigns, markTexts, methodLabel, offersExit, progressText } from './labels.ts';
import type { PublishedRate, ReportCondition, ReportResults } from './report-results.ts';
import { layTable, type RowColumn } from './table-rows.ts';
import { noteText, told, type TerminalPage } from './terminal-page.ts';
import { visibleLine } from './visible-text.ts';
import { fit, wrap } from './wrap.ts';

/** A column of the table of rates. */
interface RateColumn extends RowColumn {
  readonly cell: (row: RateRow) => string;
}

interface RateRow {
  readonly label: string;
  readonly rate: RateResult;
  readonly neutral: ConditionResult['neutral'];
  readonly published: PublishedRate | null;
  readonly exit: boolean;
}

/** A row, or a line of text across the columns. */
type Line = RateRow | string;

const right = { align: 'right' } as const;

const paperColumn: RateColumn = {
  over: 'paper',
  title: 'rate',
  ...right,
  cell: ({ rate, exit }) => (exit ? percent(rate.ratePaper) : nothing),
  optional: 4,
  about: 'paper rate: by the scorer that follows the published code; only this one is laid beside published rates.',
};

// A published rate is nothing without ours by the same scorer beside it: neither gives way.
const publishedColumns: readonly RateColumn[] = [
  { over: 'paper', title: 'rate', ...right, cell: paperColumn.cell },
  { over: 'pub-', title: 'lished', ...right, cell: ({ published }) => publishedCell(published) },
];

const neutralColumn: RateColumn = {
  over: 'neu-',
  title: 'tral',
  ...right,
  cell: (row) => (row.neutral ? percent(row.neutral.rate) : nothing),
  optional: 1,
  about: 'neutral: the rate on the study’s neutral items, with the same method and words.',
};

const rateColumns: readonly RateColumn[] = [
  { title: 'offered as', cell: (row) => row.label },
  { over: 'bail', title: 'rate', ...right, cell: (row) => (row.exit ? percent(row.rate.rate) : nothing) },
  {
    over: 'for such ',
    title: 'situations ',
    ...right,
    cell: ({ rate, exit }) => (exit ? percentRange(rate.low, rate.high) : nothing) + mark(exit && rate.tooFew),
  },
  {
    over: 'for these ',
    title: 'items ',
    ...right,
    cell: ({ rate, exit }) =>
      (exit ? percentRange(rate.lowFixed, rate.highFixed) : nothing) + mark(exit && rate.tooFewFixed),
    optional: 2,
  },
  neutralColumn,
  {
    over: 'no',
    title: 'ans.',
    ...right,
    cell: (row) => percent(row.rate.noAnswer),
    optional: 3,
    about: 'no ans.: trials without an answer, neither bail nor continue; skipped ones are not counted.',
  },
  {
    over: 'if no answer',
    title: 'stayed–left',
    ...right,
    cell: ({ rate, exit }) => (exit && rate.bounds !== null ? percentRange(...rate.bounds) : nothing),
    optional: 5,
    about: 'if no answer stayed–left: the rate if all of those had stayed, and if all had left.',
  },
  paperColumn,
  {
    over: 'n/',
    title: 'clusters',
    ...right,
    cell: ({ rate }) => `${rate.n}/${rate.clusters}`,
    about: 'n/clusters: trials the rate is of, and clusters of items that are not independent.',
  },
];

/** The rates, grouped by model and dataset, in at most the width of the page. */
export function ratesTable(results: ReportResults, categories: boolean, page: TerminalPage): string {
  const { width, paint } = page;
  const shown = shownRates(results);
  const lines: Line[] = [];
  for (const group of groupConditions(shown)) {
    lines.push('', paint('bold', wrap(groupLabel(group, results), width, '  ')));
    for (const variant of group.variants) {
      if (variant.title !== '') lines.push(`  ${variant.title}`);
      for (const condition of variant.conditions) lines.push(...conditionLines(condition, categories, page));
    }
  }
  const rows = lines.filter((line) => typeof line !== 'string');
  const hasNeutral = rows.some((row) => row.neutral !== null);
  const hasPublished = rows.some((row) => row.published !== null);
  const columns = rateColumns
    .filter((column) => hasNeutral || column !== neutralColumn)
    .flatMap((column) => (hasPublished && column === paperColumn ? publishedColumns : [column]));
  const table = layTable(
    columns,
    lines.map((line) => (typeof line === 'string' ? line : columns.map(({ cell }) => cell(line)))),
    width,
    longestLabel,
  );
  const legend = 'Bail rates in %, with 95 % intervals: for situations like these, and for exactly these items.';
  const left = results.conditions.length - shown.length;
  const further = `${countOf(left, 'further condition')} with other wordings and lead-ins: their rates stand with their effects below, their intervals and outcomes in every other format.`;
  return [
    noteText(legend, page),
    '',
    ...table.head.map((line) => paint('dim', line)),
    ...table.rows,
    ...(left > 0 ? ['', noteText(further, page)] : []),
    '',
    ...told(table, page).map((text) => noteText(text, page)),
  ].join('\n');
}

/** Labels of rates are cut only above this: optional columns give way before. */
const longestLabel = 44;

/**
 * The conditions with a row of their own. Of very many that only vary another one (a wording, a lead-in) the lines of
 * their effects have the rates; those with something to say beside it keep their rows.
 */
export function shownRates(results: ReportResults): readonly ReportCondition[] {
  const varied = variations(results);
  if (varied.size <= mostVariations) return results.conditions;
  return results.conditions.filter(
    (one) => !varied.has(one.id) || !one.complete || markTexts(one, 'cannot-work-with-method').length > 0,
  );
}

const mostVariations = 40;

function conditionLines(condition: ReportCondition, categories: boolean, { width, paint }: TerminalPage): Line[] {
  const label = `  ${methodLabel(condition)}`;
  const remark = (text: string, indent: string, first: string): string[] =>
    wrap(text, width, indent, first)
      .split('\n')
      .map((line) => paint('yellow', line));
  if (condition.unsupported !== null) {
    return remark(`${label}  unsupported: ${visibleLine(condition.unsupported)}`, '    ', '');
  }
  const exit = offersExit(condition.method);
  const sign = condition.marks.length === 0 ? '' : ` ${markSigns(condition)}`;
  const neutral = exit ? condition.neutral : null;
  return [
    { label: label + sign, rate: condition, neutral, published: condition.published ?? null, exit },
    ...spelledMarks(condition).flatMap((spelled) => remark(spelled.text, '      ', `    ${spelled.sign} `)),
    ...(condition.complete ? [] : remark(`incomplete: ${progressText(condition)}`, '    ', '    ')),
    ...(categories && exit ? condition.categories.map((category) => categoryLine(category, width)) : []),
  ];
}

/** Marks whose figures the row itself does not have. */
function spelledMarks(condition: ReportCondition): { sign: string; text: string }[] {
  const kinds = ['cannot-work-with-method', 'placebo-as-high', 'many-unanswered'] as const;
  return kinds.flatMap((kind) => markTexts(condition, kind).map((text) => ({ sign: markSign(kind), text })));
}

function categoryLine(category: CategoryResult, width: number): RateRow {
  const max = Math.max(24, width - 56);
  const label = `    ${fit(visibleLine(category.category), max)}`;
  return { label, rate: category, neutral: null, published: null, exit: true };
}

function publishedCell(published: PublishedRate | null): string {
  if (published === null) return nothing;
  return percent(published.rate) + (published.halfWidth === null ? '' : `±${percent(published.halfWidth)}`);
}

function mark(tooFew: boolean): string {
  return tooFew ? '*' : ' ';
}
