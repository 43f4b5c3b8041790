import {
  conversationGroups,
  shareBoundsText,
  sharesText,
  hazardText,
  lengthText,
  rangeText,
  rateText,
  type ConversationGroup,
} from './conversations.ts';
import { count, nothing, percent, percentRange } from './format.ts';
import type { ReportResults } from './report-results.ts';
import type { RowColumn, TableLine } from './table-rows.ts';
import { noteText, tablePart, type TerminalPage } from './terminal-page.ts';

/** Turns that a terminal shows of each condition, and the most conditions it shows them of. */
const mostTurns = 10;
const mostConditions = 8;

/** Whole conversations for a terminal: shares, first exits by turn, shares by length. Empty where there are none. */
export function conversationParts(results: ReportResults, page: TerminalPage): string[] {
  const groups = conversationGroups(results);
  if (groups.length === 0) return [];
  const conditions = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const title = 'Conversations with at least one bail';
  const notes = [sharesText(results)];
  const shares = tablePart({ title, columns: shareColumns, lines: linesOf(groups, shareLine), notes }, page);
  if (conditions > mostConditions) return [shares, noteText('First exits by turn stand in every other format.', page)];
  const hasMore = results.conversations.some(({ turns }) => turns.length > mostTurns);
  const more = hasMore ? ` Turns after ${mostTurns} stand in every other format.` : '';
  const turns = {
    title: 'First exits by user turn',
    columns: turnColumns,
    lines: linesOf(groups, turnLines),
    notes: [hazardText + more],
  };
  const lengths = { title: 'By number of user turns', columns: lengthColumns, lines: linesOf(groups, lengthLines) };
  return [shares, tablePart(turns, page), tablePart(lengths, page)];
}

type Row = ConversationGroup['rows'][number];

function linesOf(groups: readonly ConversationGroup[], lines: (row: Row) => readonly TableLine[]): TableLine[] {
  return groups.flatMap(({ title, rows }) => [`  ${title}`, ...rows.flatMap(lines)]);
}

const right = { align: 'right' } as const;

const shareColumns: readonly RowColumn[] = [
  { title: '' },
  { title: 'share', ...right },
  { title: 'such conv.', ...right, about: 'such conv.: 95 % interval for conversations like these.' },
  { title: 'these conv.', ...right, optional: 2, about: 'these conv.: that for exactly these.' },
  { title: 'bounds', ...right, optional: 3, about: shareBoundsText },
  {
    title: 'n/clusters',
    ...right,
    about: 'n/clusters: conversations, and clusters of those that are not independent.',
  },
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
  { title: 'at risk', ...right, optional: 2, about: 'at risk: those who stayed at every turn before.' },
  { title: 'exits', ...right },
  { title: 'hazard', ...right },
  { title: '95 %', ...right },
  { title: 'still there', ...right },
  { title: '95 %', ...right, optional: 1 },
  { title: 'any exit', ...right },
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
  { title: 'first bail at turn', ...right, about: 'first bail at turn: on average, of those with one.' },
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
