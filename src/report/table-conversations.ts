import {
  conversationGroups,
  sharesText,
  hazardText,
  lengthText,
  rangeText,
  rateText,
  type ConversationGroup,
} from './conversations.ts';
import { count, nothing, percent, percentRange } from './format.ts';
import type { Paint } from './paint.ts';
import type { ReportResults } from './report-results.ts';
import { tableRows, type RowColumn, type TableLine } from './table-rows.ts';
import { wrap } from './wrap.ts';

/** Turns that a terminal shows of each condition, and the most conditions it shows them of. */
const mostTurns = 10;
const mostConditions = 8;

/** Whole conversations for a terminal: shares, first exits by turn, shares by length. Empty where there are none. */
export function conversationParts(results: ReportResults, width: number, paint: Paint): string[] {
  const groups = conversationGroups(results);
  if (groups.length === 0) return [];
  const conditions = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const shares = part('Conversations with at least one bail', shareColumns, linesOf(groups, shareLine), width, paint);
  const parts = [shares + dim(sharesText(results), width, paint)];
  if (conditions > mostConditions) {
    return [...parts, dim('First exits by turn stand in every other format.', width, paint).trimStart()];
  }
  const hasMore = results.conversations.some(({ turns }) => turns.length > mostTurns);
  const more = hasMore ? ` Turns after ${mostTurns} stand in every other format.` : '';
  const turns = part('First exits by user turn', turnColumns, linesOf(groups, turnLines), width, paint);
  const lengths = part('By number of user turns', lengthColumns, linesOf(groups, lengthLines), width, paint);
  return [...parts, turns + dim(hazardText + more, width, paint), lengths];
}

type Row = ConversationGroup['rows'][number];

function linesOf(groups: readonly ConversationGroup[], lines: (row: Row) => readonly TableLine[]): TableLine[] {
  return groups.flatMap(({ title, rows }) => [`  ${title}`, ...rows.flatMap(lines)]);
}

function part(
  title: string,
  columns: readonly RowColumn[],
  lines: readonly TableLine[],
  width: number,
  paint: Paint,
): string {
  const [head = '', ...rows] = tableRows(columns, lines, width).split('\n');
  return [paint('bold', wrap(title, width)), paint('dim', head), ...rows].join('\n');
}

function dim(text: string, width: number, paint: Paint): string {
  return `\n${paint('dim', wrap(text, width, '  '))}`;
}

const right = { align: 'right' } as const;

const shareColumns: readonly RowColumn[] = [
  { title: '' },
  { title: 'share', ...right },
  { title: 'such conv.', ...right },
  { title: 'these conv.', ...right, optional: 2 },
  { title: 'bounds', ...right, optional: 3 },
  { title: 'n/clusters', ...right },
  { title: 'left out', ...right, optional: 1 },
];

function shareLine({ label, result }: Row): readonly TableLine[] {
  const { share, low, high, lowFixed, highFixed, tooFew, tooFewFixed, bounds } = result;
  const star = (few: boolean): string => (few ? '*' : '');
  return [
    [
      `    ${label}`,
      percent(share),
      percentRange(low, high) + star(tooFew),
      percentRange(lowFixed, highFixed) + star(tooFewFixed),
      bounds === null ? nothing : percentRange(...bounds),
      `${count(result.conversations)}/${count(result.clusters)}`,
      result.leftOut === 0 ? '' : count(result.leftOut),
    ],
  ];
}

const turnColumns: readonly RowColumn[] = [
  { title: '' },
  { title: 'at risk', ...right, optional: 2 },
  { title: 'exits', ...right },
  { title: 'hazard', ...right },
  { title: '95 %', ...right },
  { title: 'still there', ...right },
  { title: '95 %', ...right, optional: 1 },
  { title: 'any', ...right },
];

function turnLines({ label, result }: Row): readonly TableLine[] {
  const shown = result.turns
    .slice(0, mostTurns)
    .map((turn) => [
      `      turn ${turn.turn}`,
      count(turn.atRisk),
      count(turn.exits),
      rateText(turn.hazard),
      rangeText(turn.hazard),
      rateText(turn.survival),
      rangeText(turn.survival),
      rateText(turn.unconditional),
    ]);
  return [`    ${label}`, ...shown];
}

const lengthColumns: readonly RowColumn[] = [
  { title: '' },
  { title: 'conversations', ...right },
  { title: 'share', ...right },
  { title: '95 %', ...right },
  { title: 'first bail at turn', ...right },
];

function lengthLines({ label, result }: Row): readonly TableLine[] {
  const shown = result.lengths.map((length) => [
    `      ${lengthText(length)}`,
    count(length.conversations),
    rateText(length.share),
    rangeText(length.share),
    length.firstBail === null ? nothing : length.firstBail.toFixed(1),
  ]);
  return [`    ${label}`, ...shown];
}
