import { conversationNames } from '../../store/conversation-turns.ts';
import type { Store } from '../../store/store.ts';
import type { ConversationList } from '../wire/conversations.ts';
import { packed } from '../wire/packed.ts';
import type { TurnedDataset } from './turned-datasets.ts';

/** Lists the conversations of one of the datasets. */
export function conversationList(
  store: Store,
  datasets: readonly TurnedDataset[],
  shown: TurnedDataset | null,
): ConversationList {
  const labels = datasets.map(({ label }) => label);
  if (shown === null) {
    const none = packed(new Int32Array(0));
    return { datasets: labels, dataset: null, names: [], ids: none, starts: packed(Int32Array.of(0)), places: none };
  }
  const { datasetId, membership, transcripts, conditions } = shown;
  const names = conversationNames(store, datasetId);
  const placeOfRow = new Int32Array(membership.size).fill(-1);
  const rows = membership.rows[conditions[0]?.condition.part ?? 'originals'];
  for (const [place, row] of rows.entries()) placeOfRow[row] = place;
  return {
    datasets: labels,
    dataset: shown.label,
    names: Array.from(transcripts.ids, (id) => nameOf(names, id)),
    ids: packed(transcripts.ids),
    starts: packed(transcripts.starts),
    places: packed(transcripts.rows.map((row) => (row < 0 ? -1 : (placeOfRow[row] ?? -1)))),
  };
}

/** A conversation all of whose turns others share has no name of its own. */
export function nameOf(names: ReadonlyMap<number, string>, id: number): string {
  return names.get(id) ?? `conversation ${id}`;
}
