import type { ConversationResult } from '../analysis/conversation-result.ts';
import { hazardText, lengthText, rangeText, rateText, shareBoundsText, sharesText } from './conversations.ts';
import { count, nothing, percent, percentRange } from './format.ts';
import { methodLabel } from './labels.ts';
import { code, markdownTable, modelCell, variantCell } from './markdown-cells.ts';
import type { ReportResults } from './report-results.ts';

const nameHead = ['model', 'dataset', 'offered as', 'wording'];

/** Whole conversations as parts of a Markdown report; empty where every conversation gave one item. */
export function conversationParts(results: ReportResults): string[] {
  if (results.conversations.length === 0) return [];
  return [
    `## Conversations with at least one bail\n\n${sharesTable(results)}\n\n${sharesText(results)} ${shareBoundsText}`,
    `## First exits by user turn\n\n${turnsTable(results)}\n\n${hazardText}`,
    `## By number of user turns\n\n${lengthsTable(results)}`,
  ];
}

function names(of: ConversationResult): string[] {
  return [modelCell(of), code(of.dataset), methodLabel(of), variantCell(of)];
}

function sharesTable({ conversations }: ReportResults): string {
  const head = [
    'share %',
    '95 %, conversations like these',
    '95 %, exactly these',
    'bounds %',
    'conversations',
    'clusters',
    'left out',
  ];
  const rows = conversations.map((one) => [
    ...names(one),
    percent(one.share),
    percentRange(one.low, one.high) + star(one.tooFew),
    percentRange(one.lowFixed, one.highFixed) + star(one.tooFewFixed),
    one.bounds === null ? nothing : percentRange(...one.bounds),
    count(one.conversations),
    count(one.clusters),
    count(one.leftOut),
  ]);
  return markdownTable([...nameHead, ...head], rows, nameHead.length);
}

function turnsTable({ conversations }: ReportResults): string {
  const head = ['turn', 'at risk', 'exits', 'hazard %', '95 %', 'still there %', '95 %', 'any %', '95 %', 'answered'];
  const rows = conversations.flatMap((one) =>
    one.turns.map((turn) => [
      ...names(one),
      count(turn.turn),
      count(turn.atRisk),
      count(turn.exits),
      rateText(turn.hazard),
      escaped(rangeText(turn.hazard)),
      rateText(turn.survival),
      escaped(rangeText(turn.survival)),
      rateText(turn.unconditional),
      escaped(rangeText(turn.unconditional)),
      count(turn.answered),
    ]),
  );
  return markdownTable([...nameHead, ...head], rows, nameHead.length);
}

function lengthsTable({ conversations }: ReportResults): string {
  const head = ['user turns', 'conversations', 'share %', '95 %', 'first bail at turn'];
  const rows = conversations.flatMap((one) =>
    one.lengths.map((length) => [
      ...names(one),
      lengthText(length),
      count(length.conversations),
      rateText(length.share),
      escaped(rangeText(length.share)),
      length.firstBail === null ? nothing : length.firstBail.toFixed(1),
    ]),
  );
  return markdownTable([...nameHead, ...head], rows, nameHead.length);
}

function star(tooFew: boolean): string {
  return tooFew ? ' \\*' : '';
}

function escaped(text: string): string {
  return text.replace('*', ' \\*');
}
