import { ExitpollError } from '../../base/errors.ts';
import { conversationMessages, conversationNames, trialEnd } from '../../store/conversation-turns.ts';
import { itemFacts } from '../../store/item-facts.ts';
import type { Store } from '../../store/store.ts';
import type { PlannedCondition } from '../planned.ts';
import type { ConversationDetail, TurnEnd } from '../wire/conversations.ts';
import { nameOf } from './conversation-list.ts';
import type { TurnedDataset } from './turned-datasets.ts';

/**
 * One conversation of a dataset, with how its turns ended under some conditions; under all that offer an exit unless
 * some are named.
 *
 * @throws ExitpollError when there is no such conversation or condition.
 */
export function conversationDetail(
  store: Store,
  dataset: TurnedDataset,
  id: number,
  wanted: readonly string[],
): ConversationDetail {
  const { membership, transcripts, datasetId } = dataset;
  const index = transcripts.ids.indexOf(id);
  if (index < 0) {
    throw new ExitpollError(`${dataset.label} has no conversation ${id}`, {
      code: 'no-such-conversation',
      hint: 'Choose one from the list.',
    });
  }
  const rows = transcripts.rows.subarray(transcripts.starts[index], transcripts.starts[index + 1]);
  const { system, turns } = conversationMessages(store, id);
  const endsOf = ({ condition }: PlannedCondition, row: number): readonly TurnEnd[] => {
    if (row < 0 || condition.unsupported !== null) return [];
    return Array.from({ length: condition.epochs }, (_, before): TurnEnd => {
      const end = trialEnd(store, condition, before + 1, membership.idOfRow[row] ?? -1);
      return {
        trial: end?.trialId ?? null,
        outcome: end?.outcome ?? 'pending',
        bailProbability: end?.bailProbability ?? null,
      };
    });
  };
  return {
    name: nameOf(conversationNames(store, datasetId), id),
    dataset: dataset.label,
    system,
    turns: Array.from(rows, (row, turn) => ({
      item: row < 0 ? null : itemFacts(store, datasetId, row).item,
      messages: (turns[turn] ?? []).map(({ role, text }) => ({ role, text })),
    })),
    conditions: chosen(dataset, wanted).map((one) => ({
      condition: one.name.id,
      ends: Array.from(rows, (row) => endsOf(one, row)),
    })),
  };
}

function chosen({ conditions, label }: TurnedDataset, wanted: readonly string[]): readonly PlannedCondition[] {
  if (wanted.length === 0) return conditions.filter(({ name }) => name.method !== 'baseline');
  return wanted.map((id) => {
    const found = conditions.find(({ name }) => name.id === id);
    if (found !== undefined) return found;
    throw new ExitpollError(`${label} has no condition "${id}"`, {
      code: 'no-such-condition',
      hint: 'Choose some from the list of conditions.',
    });
  });
}
