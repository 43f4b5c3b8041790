import type { JournalResult } from '../analysis/journal-result.ts';
import { variations } from './effects.ts';
import { count, percent } from './format.ts';
import { groupLabel } from './groups.ts';
import { methodLabel, variantLabel } from './labels.ts';
import type { Paint } from './paint.ts';
import type { ReportResults } from './report-results.ts';
import {
  apartCells,
  journalCells,
  journalsText,
  ratioRange,
  ratioText,
  refusalLines,
  sideEffectsText,
  wordLines,
} from './side-effects.ts';
import { tableRows, type RowColumn, type TableLine } from './table-rows.ts';
import { fit, wrap } from './wrap.ts';

const right = { align: 'right' } as const;

const effectColumns: readonly RowColumn[] = [
  { title: '' },
  { title: 'words', ...right, optional: 3 },
  { title: 'baseline', ...right, optional: 3 },
  { title: 'ratio', ...right },
  { title: '95 %', ...right },
  { title: 'apart', ...right, optional: 2 },
  { title: 'chance', ...right, optional: 2 },
  { title: 'points', ...right },
  { title: '95 %', ...right, optional: 1 },
  { title: 'named', ...right, optional: 4 },
  { title: 'pairs', ...right, optional: 5 },
];

/** Side effects of the offer, then journals, for a terminal. Empty where there are none. */
export function sideEffectParts(results: ReportResults, width: number, paint: Paint): string[] {
  return [effectsPart(results, width, paint), journalsPart(results, width, paint)];
}

function effectsPart(results: ReportResults, width: number, paint: Paint): string {
  const varied = variations(results);
  const shown = results.sideEffects.filter(({ condition }) => !varied.has(condition));
  if (shown.length === 0) return '';
  const lines = [...Map.groupBy(shown, (one) => groupLabel(one, results))].flatMap(([title, rows]): TableLine[] => [
    `  ${title}`,
    ...rows.flatMap((one): TableLine[] => {
      const [apart, chance, difference, range] = apartCells(one);
      const { offered, baseline } = one.length;
      return [
        [
          `    ${offerLabel(one)}`,
          offered.toFixed(1),
          baseline.toFixed(1),
          ratioText(one),
          ratioRange(one),
          apart,
          chance,
          difference,
          range,
          percent(one.mentions),
          count(one.replies),
        ],
        ...[...refusalLines(one), ...wordLines(one)].map((line) => fit(`      ${line}`, width)),
      ];
    }),
  ]);
  const rest = results.sideEffects.length - shown.length;
  const more = rest === 0 ? '' : ` ${rest} more, with other wordings and lead-ins, stand in every other format.`;
  return part(
    'Side effects of the offer: replies that do not take it',
    effectColumns,
    lines,
    sideEffectsText + more,
    width,
    paint,
  );
}

const journalColumns: readonly RowColumn[] = [
  { title: '' },
  { title: 'bails', ...right },
  { title: 'with, %', ...right },
  { title: 'words', ...right },
  { title: 'stays', ...right },
  { title: 'with, %', ...right },
  { title: 'words', ...right },
];

function journalsPart(results: ReportResults, width: number, paint: Paint): string {
  if (results.journals.length === 0) return '';
  const lines = [...Map.groupBy(results.journals, (one) => groupLabel(one, results))].flatMap(
    ([title, rows]): TableLine[] => [
      `  ${title}`,
      ...rows.map((one) => [`    ${labelIn(one, rows)}`, ...journalCells(one.bails), ...journalCells(one.stays)]),
    ],
  );
  const note = `${journalsText} Words: half of them, and nine tenths, have no more.`;
  return part('Journals', journalColumns, lines, note, width, paint);
}

/** The method alone where that tells the rows apart. */
function labelIn(one: JournalResult, all: readonly JournalResult[]): string {
  const isAlone = all.filter((other) => methodLabel(other) === methodLabel(one)).length === 1;
  return isAlone ? methodLabel(one) : `${methodLabel(one)} · ${variantLabel(one)}`;
}

function part(
  title: string,
  columns: readonly RowColumn[],
  lines: readonly TableLine[],
  note: string,
  width: number,
  paint: Paint,
): string {
  const [head = '', ...rows] = tableRows(columns, lines, width).split('\n');
  return [paint('bold', wrap(title, width)), paint('dim', head), ...rows, paint('dim', wrap(note, width, '  '))].join(
    '\n',
  );
}

/** How the exit was offered, and who wrote what came before where that is not the dataset. */
function offerLabel(one: ReportResults['sideEffects'][number]): string {
  const authors = variantLabel({ ...one, wording: null, leadIn: null });
  return [methodLabel({ ...one, order: null }), authors].filter((text) => text !== '').join(', ');
}
