import type { PassageKind } from '../store/audit-passages.ts';
import { outcomeIn, type OutcomeGrid } from '../store/outcome-grid.ts';
import type { Transcripts } from '../store/transcripts.ts';
import type { Passage, TurnOutcome } from '../stats/survival.ts';
import { placesOf } from './item-counts.ts';

/** A conversation over the epochs that count. */
export interface ConversationCount {
  readonly cluster: number;
  /** User turns. */
  readonly length: number;
  /** Epochs counted, epochs with a bail, and epochs without one in which a turn gave no answer. */
  readonly epochs: number;
  readonly bailed: number;
  readonly open: number;
  /** Sum over the epochs with a bail of the turn of the first, from 1. */
  readonly firstTurns: number;
}

/** The conversations of a condition: what is counted of each, and its way through every epoch. */
export interface CountedConversations {
  readonly conversations: readonly ConversationCount[];
  /** Those counted, one for each conversation and epoch. */
  readonly passages: readonly Passage[];
  /** Conversations and epochs not counted: a turn is pending or failed, or all were skipped. */
  readonly leftOut: number;
}

const [bail, stay] = placesOf(['bail', 'continue']);
const [failed, skipped] = placesOf(['error', 'skipped']);

/**
 * Counts whole conversations, by the strict scorer. An epoch of a conversation counts once every turn of it has an
 * outcome that stays: conversations that have only begun would count those that leave early twice as often as others.
 */
export function countConversations(grid: OutcomeGrid, transcripts: Transcripts): CountedConversations {
  const conversations: ConversationCount[] = [];
  const passages: Passage[] = [];
  let leftOut = 0;
  for (let index = 0; index < transcripts.count; index += 1) {
    const cluster = transcripts.clusterOf[index] ?? 0;
    const length = (transcripts.starts[index + 1] ?? 0) - (transcripts.starts[index] ?? 0);
    const count = { cluster, length, epochs: 0, bailed: 0, open: 0, firstTurns: 0 };
    for (let epoch = 1; epoch <= grid.epochs; epoch += 1) {
      const passage = passageOf(grid, transcripts, index, epoch);
      if (passage === null) {
        leftOut += 1;
        continue;
      }
      passages.push({ cluster, turns: passage.turns });
      count.epochs += 1;
      if (passage.kind === 'bail') {
        count.bailed += 1;
        count.firstTurns += passage.turns.indexOf('left') + 1;
      } else if (passage.kind === 'open') count.open += 1;
    }
    if (count.epochs > 0) conversations.push(count);
  }
  return { conversations, passages, leftOut };
}

/**
 * The way through one conversation, by its place among the transcripts, in an epoch from 1, and how it ended; `null` where
 * it does not count.
 */
export function passageOf(
  grid: OutcomeGrid,
  transcripts: Transcripts,
  index: number,
  epoch: number,
): { readonly turns: readonly TurnOutcome[]; readonly kind: PassageKind } | null {
  const rows = transcripts.rows.subarray(transcripts.starts[index], transcripts.starts[index + 1]);
  const turns = turnsOf(grid, rows, epoch - 1);
  if (turns === null) return null;
  return { turns, kind: turns.includes('left') ? 'bail' : hasGap(turns, rows) ? 'open' : 'stay' };
}

/** What happened at each turn in an epoch; `null` where a turn is pending or failed, or all were skipped. */
function turnsOf({ membership, cells }: OutcomeGrid, rows: Int32Array, epoch: number): TurnOutcome[] | null {
  const turns: TurnOutcome[] = [];
  let wasAsked = false;
  for (const row of rows) {
    if (row < 0) {
      turns.push('gap');
      continue;
    }
    const outcome = outcomeIn(cells[epoch * membership.size + row] ?? 0, 'strict');
    if (outcome === 0 || outcome === failed) return null;
    wasAsked ||= outcome !== skipped;
    turns.push(outcome === bail ? 'left' : outcome === stay ? 'stayed' : 'gap');
  }
  return wasAsked ? turns : null;
}

/** Whether a turn that was asked about gave no answer; turns a filter left out were not. */
function hasGap(turns: readonly TurnOutcome[], rows: Int32Array): boolean {
  return turns.some((turn, index) => turn === 'gap' && (rows[index] ?? -1) >= 0);
}
