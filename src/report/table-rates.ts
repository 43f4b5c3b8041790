import type { CategoryResult, ConditionResult, RateResult } from '../analysis/results.ts';
import { displayWidth, textTable } from '../base/text-table.ts';
import { variations } from './effects.ts';
import { countOf, nothing, percent, percentRange } from './format.ts';
import { groupConditions, groupLabel } from './groups.ts';
import { markSign, markSigns, markTexts, methodLabel, offersExit, progressText } from './labels.ts';
import type { Paint } from './paint.ts';
import type { PublishedRate, ReportCondition, ReportResults } from './report-results.ts';
import { visibleLine } from './visible-text.ts';
import { fit, wrap } from './wrap.ts';

/** A column of the table of rates; those with an `optional` number give way on a narrow terminal, the highest first. */
interface RateColumn {
  readonly title: readonly [string, string];
  readonly cell: (row: RateRow) => string;
  readonly optional?: number;
}

interface RateRow {
  readonly label: string;
  readonly rate: RateResult;
  readonly neutral: ConditionResult['neutral'];
  readonly published: PublishedRate | null;
  readonly exit: boolean;
}

interface Line {
  readonly row?: RateRow;
  /** A line of text across the columns, in place of a row. */
  readonly text?: string;
}

const paperColumn: RateColumn = {
  title: ['paper', 'rate'],
  cell: ({ rate, exit }) => (exit ? percent(rate.ratePaper) : nothing),
  optional: 4,
};

// A published rate is nothing without ours by the same scorer beside it: neither gives way.
const publishedColumns: readonly RateColumn[] = [
  { title: paperColumn.title, cell: paperColumn.cell },
  { title: ['pub-', 'lished'], cell: ({ published }) => publishedCell(published) },
];

const rateColumns: readonly RateColumn[] = [
  { title: ['', 'offered as'], cell: (row) => row.label },
  { title: ['bail', 'rate'], cell: (row) => (row.exit ? percent(row.rate.rate) : nothing) },
  {
    title: ['for such ', 'situations '],
    cell: ({ rate, exit }) => (exit ? percentRange(rate.low, rate.high) : nothing) + mark(exit && rate.tooFew),
  },
  {
    title: ['for these ', 'items '],
    cell: ({ rate, exit }) =>
      (exit ? percentRange(rate.lowFixed, rate.highFixed) : nothing) + mark(exit && rate.tooFewFixed),
    optional: 2,
  },
  { title: ['neu-', 'tral'], cell: (row) => (row.neutral ? percent(row.neutral.rate) : nothing), optional: 1 },
  { title: ['no', 'ans.'], cell: (row) => percent(row.rate.noAnswer), optional: 3 },
  {
    title: ['if no answer', 'stayed–left'],
    cell: ({ rate, exit }) => (exit && rate.bounds !== null ? percentRange(...rate.bounds) : nothing),
    optional: 5,
  },
  paperColumn,
  { title: ['n/', 'clusters'], cell: ({ rate }) => `${rate.n}/${rate.clusters}` },
];

/** The rates, grouped by model and dataset, in at most `width` columns. */
export function ratesTable(
  results: ReportResults,
  options: { width: number; categories: boolean },
  paint: Paint,
): string {
  const lines: Line[] = [];
  for (const group of groupConditions(shownRates(results))) {
    lines.push({ text: '' }, { text: paint('bold', fit(groupLabel(group, results), options.width)) });
    for (const variant of group.variants) {
      if (variant.title !== '') lines.push({ text: fit(`  ${variant.title}`, options.width) });
      for (const condition of variant.conditions) lines.push(...conditionLines(condition, options, paint));
    }
  }
  const rows = lines.flatMap((line) => (line.row === undefined ? [] : [line.row]));
  const hasNeutral = rows.some((row) => row.neutral !== null);
  const hasPublished = rows.some((row) => row.published !== null);
  const offered = rateColumns
    .filter((column) => hasNeutral || column.optional !== 1)
    .flatMap((column) => (hasPublished && column === paperColumn ? publishedColumns : [column]));
  const columns = fitting(offered, rows, options.width);
  const legend = 'Bail rates in %, with 95 % intervals: for situations like these, and for exactly these items.';
  const table = layout(columns, rows).trimEnd().split('\n');
  const shown = [wrap(legend, options.width), '', ...table.slice(0, 2)].map((line) => paint('dim', line));
  let next = 2;
  for (const line of lines) {
    if (line.row === undefined) shown.push(line.text ?? '');
    else shown.push(table[next++] ?? '');
  }
  const left = results.conditions.length - shownRates(results).length;
  if (left > 0) {
    const text = `${countOf(left, 'further condition')} with other wordings and lead-ins: their rates stand with their effects below, their intervals and outcomes in every other format.`;
    shown.push('', paint('dim', wrap(text, options.width)));
  }
  const wanted = (column: RateColumn): boolean => (column.optional ?? 0) <= 3 && (hasNeutral || column.optional !== 1);
  if (rateColumns.filter(wanted).length > columns.filter(wanted).length) {
    shown.push('', paint('dim', wrap('Some columns are left out for want of width.', options.width)));
  }
  return shown.join('\n');
}

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

function conditionLines(
  condition: ReportCondition,
  options: { width: number; categories: boolean },
  paint: Paint,
): Line[] {
  const label = `  ${methodLabel(condition)}`;
  if (condition.unsupported !== null) {
    return [
      {
        text: paint(
          'yellow',
          wrap(`${label}  unsupported: ${visibleLine(condition.unsupported)}`, options.width, '    '),
        ),
      },
    ];
  }
  const exit = offersExit(condition.method);
  const sign = condition.marks.length === 0 ? '' : ` ${markSigns(condition)}`;
  const neutral = exit ? condition.neutral : null;
  const row = { label: label + sign, rate: condition, neutral, published: condition.published ?? null, exit };
  const lines: Line[] = [{ row }];
  for (const spelled of spelledMarks(condition)) {
    lines.push({ text: paint('yellow', wrap(spelled.text, options.width, '      ', `    ${spelled.sign} `)) });
  }
  if (!condition.complete) {
    lines.push({
      text: paint('yellow', wrap(`incomplete: ${progressText(condition)}`, options.width, '    ', '    ')),
    });
  }
  if (options.categories && exit)
    lines.push(...condition.categories.map((category) => categoryLine(category, options.width)));
  return lines;
}

/** Marks whose figures the row itself does not have. */
function spelledMarks(condition: ReportCondition): { sign: string; text: string }[] {
  const kinds = ['cannot-work-with-method', 'placebo-as-high', 'many-unanswered'] as const;
  return kinds.flatMap((kind) => markTexts(condition, kind).map((text) => ({ sign: markSign(kind), text })));
}

function categoryLine(category: CategoryResult, width: number): Line {
  const max = Math.max(24, width - 56);
  return {
    row: {
      label: `    ${fit(visibleLine(category.category), max)}`,
      rate: category,
      neutral: null,
      published: null,
      exit: true,
    },
  };
}

/** The columns that fit: the optional ones are dropped one by one, the highest number first. */
function fitting(columns: readonly RateColumn[], rows: readonly RateRow[], width: number): readonly RateColumn[] {
  const widths = new Map(
    columns.map((column) => [
      column,
      Math.max(...[...column.title, ...rows.map((row) => column.cell(row))].map(displayWidth)),
    ]),
  );
  let kept = columns;
  for (;;) {
    const total = kept.reduce((sum, column) => sum + (widths.get(column) ?? 0) + gap, -gap);
    const last = Math.max(0, ...kept.map((column) => column.optional ?? 0));
    if (total <= width || last === 0) return kept;
    kept = kept.filter((column) => column.optional !== last);
  }
}

/** Columns between two columns of `textTable`. */
const gap = 2;

function layout(columns: readonly RateColumn[], rows: readonly RateRow[]): string {
  const [first, second] = [0, 1].map((line) => columns.map((column) => column.title[line] ?? ''));
  return textTable(
    (first ?? []).map((title, index) => ({ title, align: index === 0 ? 'left' : 'right' })),
    [second ?? [], ...rows.map((row) => columns.map((column) => column.cell(row)))],
  );
}

function publishedCell(published: PublishedRate | null): string {
  if (published === null) return nothing;
  return percent(published.rate) + (published.halfWidth === null ? '' : `±${percent(published.halfWidth)}`);
}

function mark(tooFew: boolean): string {
  return tooFew ? '*' : ' ';
}
