import { readMembership } from '../../store/membership.ts';
import { promptBeginnings } from '../../store/item-facts.ts';
import type { Store } from '../../store/store.ts';
import { ExitpollError } from '../../base/errors.ts';
import { plannedConditions } from '../planned.ts';
import { promptBlock, promptLength, type GridPrompts } from '../wire/grid.ts';

/**
 * The beginnings of the prompts of one block of a dataset's items.
 *
 * @param block from 0
 * @throws ExitpollError when there is no such study or dataset.
 */
export async function gridPrompts(store: Store, study: string, dataset: string, block: number): Promise<GridPrompts> {
  const planned = await plannedConditions(store, study);
  const one = planned.find(({ name }) => name.dataset === dataset);
  if (one === undefined) {
    throw new ExitpollError(`the study has no dataset "${dataset}"`, {
      code: 'no-such-dataset',
      hint: `It has: ${[...new Set(planned.map(({ name }) => name.dataset))].join(', ')}.`,
    });
  }
  const { datasetId, part } = one.condition;
  const from = block * promptBlock;
  const rows = readMembership(store, datasetId).rows[part].subarray(from, from + promptBlock);
  return { dataset, from, prompts: promptBeginnings(store, datasetId, rows, promptLength) };
}
