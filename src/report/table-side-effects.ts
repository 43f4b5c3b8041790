import type { JournalResult } from '../analysis/journal-result.ts';
import { variations } from './effects.ts';
import { count, percent } from './format.ts';
import { groupLabel } from './groups.ts';
import { exploratory, methodLabel, variantLabel } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import {
  apartCells,
  journalCells,
  journalsText,
  ratioRange,
  ratioText,
  refusalLines,
  sideEffectsInShort,
  wordsApartText,
  wordLines,
} from './side-effects.ts';
import type { RowColumn, TableLine } from './table-rows.ts';
import { tablePart, type TerminalPage } from './terminal-page.ts';

const right = { align: 'right' } as const;

const effectColumns: readonly RowColumn[] = [
  { title: '' },
  { title: 'words', ...right, optional: 3 },
  { title: 'baseline', ...right, optional: 3 },
  { title: 'ratio', ...right, about: 'ratio: of the mean lengths (geometric), in words, with the exit and without.' },
  { title: '95 %', ...right },
  { title: 'apart', ...right, optional: 2 },
  { title: 'chance', ...right, optional: 2 },
  { title: 'points', ...right, about: `points: words apart, less what chance makes. ${wordsApartText}` },
  { title: '95 %', ...right, optional: 1 },
  { title: 'named', ...right, optional: 4, about: 'named: replies that hold the exit’s word or tool and stay, in %.' },
  { title: 'pairs', ...right, optional: 5, about: 'pairs: of replies that are compared.' },
];

/** Side effects of the offer, then journals, for a terminal. Empty where there are none. */
export function sideEffectParts(results: ReportResults, page: TerminalPage): string[] {
  return [effectsPart(results, page), journalsPart(results, page)];
}

function effectsPart(results: ReportResults, page: TerminalPage): string {
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
        ...[...refusalLines(one), ...wordLines(one)].map((line) => `      ${line}`),
      ];
    }),
  ]);
  const rest = results.sideEffects.length - shown.length;
  const more = rest === 0 ? '' : ` ${rest} more, with other wordings and lead-ins, stand in every other format.`;
  const title = exploratory('Side effects of the offer: replies that do not take it');
  return tablePart({ title, columns: effectColumns, lines, notes: [sideEffectsInShort + more] }, page);
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

function journalsPart(results: ReportResults, page: TerminalPage): string {
  if (results.journals.length === 0) return '';
  const lines = [...Map.groupBy(results.journals, (one) => groupLabel(one, results))].flatMap(
    ([title, rows]): TableLine[] => [
      `  ${title}`,
      ...rows.map((one) => [`    ${labelIn(one, rows)}`, ...journalCells(one.bails), ...journalCells(one.stays)]),
    ],
  );
  const note = `${journalsText} Words: half of them, and nine tenths, have no more.`;
  return tablePart({ title: 'Journals', columns: journalColumns, lines, notes: [note] }, page);
}

/** The method alone where that tells the rows apart. */
function labelIn(one: JournalResult, all: readonly JournalResult[]): string {
  const isAlone = all.filter((other) => methodLabel(other) === methodLabel(one)).length === 1;
  return isAlone ? methodLabel(one) : `${methodLabel(one)} · ${variantLabel(one)}`;
}
/** How the exit was offered, and who wrote what came before where that is not the dataset. */
function offerLabel(one: ReportResults['sideEffects'][number]): string {
  const authors = variantLabel({ ...one, wording: null, leadIn: null });
  return [methodLabel({ ...one, order: null }), authors].filter((text) => text !== '').join(', ');
}
