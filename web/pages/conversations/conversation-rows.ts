import type { ConversationList } from '../../../src/server/wire/conversations.ts';
import { unpacked } from '../../../src/server/wire/packed.ts';
import { tallyOf, type GridColumn } from '../grid/grid-data.ts';
import { valuesOf } from '../grid/measures.ts';

/** One conversation under one condition, over all draws. */
export interface ConversationRow {
  readonly id: number;
  readonly name: string;
  readonly turns: number;
  /** The earliest turn at which any draw left, from 1; of readouts, at which leaving was likelier than not. */
  readonly firstBail: number | null;
  /** Trials that left, and those with an answer to be counted. Of readouts, sums of probabilities. */
  readonly bails: number;
  readonly answered: number;
  readonly pending: number;
}

/** The conversations of a list under a condition; without one, their names and lengths alone. */
export function conversationRows(list: ConversationList, column: GridColumn | null): readonly ConversationRow[] {
  const [ids, starts, places] = [unpacked(list.ids), unpacked(list.starts), unpacked(list.places)];
  let size = 0;
  for (const place of places) size = Math.max(size, place + 1);
  const values = column === null ? null : valuesOf(column, 'bail', null, size);
  return list.names.map((name, index): ConversationRow => {
    const own = places.subarray(starts[index], starts[index + 1]);
    const row = { id: ids[index] ?? 0, name, turns: own.length };
    if (column === null || values === null) return { ...row, firstBail: null, bails: 0, answered: 0, pending: 0 };
    let firstBail: number | null = null;
    let [bails, answered, pending] = [0, 0, 0];
    for (const [turn, place] of own.entries()) {
      if (place < 0) continue;
      const tally = tallyOf(column, [place]);
      const value = values[place] ?? -1;
      const isRead = column.bail !== null;
      const trials = tally.bail + tally.continue;
      answered += trials;
      pending += tally.pending;
      bails += isRead ? Math.max(0, value) * trials : tally.bail;
      if (isRead ? value > 0.5 : tally.bail > 0) firstBail ??= turn + 1;
    }
    return { ...row, firstBail, bails, answered, pending };
  });
}
