/** Works on pieces of an analysis in a thread of its own: started by `piece-thread.ts`. */
import { once } from 'node:events';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

import { holdSameState } from '../../store/one-state.ts';
import { readMembership, type Membership } from '../../store/membership.ts';
import type { OutcomeGrid } from '../../store/outcome-grid.ts';
import { ScorePages } from '../../store/read-scores.ts';
import { storedScorers } from '../../store/scores.ts';
import { openStore, type Store } from '../../store/store.ts';
import { readConditions } from '../condition.ts';
import { readPlanned } from '../planned.ts';
import { Claims, type PieceTask, type SentGrid } from './piece-task.ts';
import {
  conditionsToRead,
  measured,
  outcomePieceNames,
  scorePieceNames,
  storePieceNames,
  workOutPiece,
  type Measured,
  type PieceName,
} from './pieces.ts';

if (parentPort !== null) {
  await work(parentPort, workerData as PieceTask);
  // Who still waits for a message does not end.
  parentPort.close();
}

/** Whatever goes wrong here ends the thread: the other then does it all, and says what is wrong. */
async function work(port: MessagePort, { file, state, asked, claimed }: PieceTask): Promise<void> {
  const coming = once(port, 'message');
  const claims = new Claims(claimed);
  await using store = openStore(file, 'read');
  if (!holdSameState(store, state)) return;
  const workOut = (name: PieceName, input: Measured): void => {
    if (!claims.claim(name)) return;
    port.postMessage({ name, result: workOutPiece(name, input) });
  };
  const planned = await readPlanned(store, asked);
  for (const name of storePieceNames) workOut(name, measured(planned, []));
  // While the other thread still reads outcomes.
  const early = [new ScorePages(store)];
  for (const pages of early) pages.readAll(storedScorers(store).map(({ id }) => id));
  const [sent] = (await coming) as [readonly SentGrid[]];
  const grids = withMembers(store, sent);
  const data = readConditions(() => grids, conditionsToRead(planned));
  // Taken out, so that nothing here holds the pages once they are used: they are a tenth of the memory.
  const input = measured(planned, data, early.pop());
  for (const name of [...scorePieceNames, ...outcomePieceNames]) workOut(name, input);
}

function withMembers(store: Store, sent: readonly SentGrid[]): ReadonlyMap<string, OutcomeGrid> {
  const memberships = new Map<number, Membership>();
  return new Map(
    sent.map(({ key, datasetId, grid }) => {
      const membership = memberships.get(datasetId) ?? readMembership(store, datasetId);
      memberships.set(datasetId, membership);
      return [key, { ...grid, membership }];
    }),
  );
}
