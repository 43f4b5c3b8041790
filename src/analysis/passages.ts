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
    const rows = transcripts.rows.subarray(transcripts.starts[index], transcripts.starts[index + 1]);
    const cluster = transcripts.clusterOf[index] ?? 0;
    const count = { cluster, length: rows.length, epochs: 0, bailed: 0, open: 0, firstTurns: 0 };
    for (let epoch = 0; epoch < grid.epochs; epoch += 1) {
      const turns = turnsOf(grid, rows, epoch);
      if (turns === null) {
        leftOut += 1;
        continue;
      }
      passages.push({ cluster, turns });
      count.epochs += 1;
      const first = turns.indexOf('left');
      if (first >= 0) {
        count.bailed += 1;
        count.firstTurns += first + 1;
      } else if (hasGap(turns, rows)) count.open += 1;
    }
    if (count.epochs > 0) conversations.push(count);
  }
  return { conversations, passages, leftOut };
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
