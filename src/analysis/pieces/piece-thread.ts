import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import type { StoreState } from '../../store/one-state.ts';
import { gridKey } from '../../store/outcome-grid.ts';
import type { ConditionData } from '../condition.ts';
import type { Asked } from '../planned.ts';
import { Claims, type PieceAnswer, type PieceTask, type SentGrid } from './piece-task.ts';
import {
  outcomePieceNames,
  pieceNames,
  scorePieceNames,
  storePieceNames,
  workOutPiece,
  type Measured,
  type PieceName,
  type PieceResults,
} from './pieces.ts';

/** A thread of its own has a space of its own for young objects, which would grow to several times this. */
const youngMb = 8;

// Beside this file, and of its kind: source in a checkout, built where the package is installed.
const script = new URL(`./piece-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** The thread begins at the other end. What scorers said it reads first, and then both can use it. */
const orderHere: readonly PieceName[] = [
  ...outcomePieceNames.toReversed(),
  'scores',
  ...scorePieceNames.toReversed().filter((name) => name !== 'scores'),
  ...storePieceNames.toReversed(),
];

/**
 * A second thread that works on the pieces of an analysis while this one does: each takes what the other has not. The
 * thread can end at any moment, for lack of memory or since the store has changed; what it owes is then done here.
 */
export class PieceThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #claims = new Claims();
  readonly #answers = new Map<PieceName, PieceAnswer>();
  #isOver = false;
  /** Settles with the next answer, or the thread's end. */
  #news = Promise.withResolvers<void>();

  /** @param state the one that this thread reads of the store */
  constructor(file: string, state: StoreState, asked: Asked) {
    this.#worker = new Worker(script, {
      workerData: { file, state, asked, claimed: this.#claims.claimed } satisfies PieceTask,
      resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    });
    this.#worker
      .on('message', (answer: PieceAnswer) => {
        this.#answers.set(answer.name, answer);
        this.#tell();
      })
      .on('error', () => undefined)
      .on('exit', () => {
        this.#isOver = true;
        this.#tell();
      });
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  /** Has the thread go on with what needs outcomes. */
  giveOutcomes(data: readonly ConditionData[]): void {
    const sent = new Map<string, SentGrid>();
    for (const { condition, grid } of data) {
      const key = gridKey(condition);
      if (grid === null || sent.has(key)) continue;
      const { membership: _, ...rest } = grid;
      sent.set(key, { key, datasetId: condition.datasetId, grid: rest });
    }
    this.#worker.postMessage([...sent.values()]);
  }

  /** Waits until the thread has nothing more to do. */
  async ended(): Promise<void> {
    while (!this.#isOver) await this.#news.promise;
  }

  /** Works on what the thread has not begun, waits for the rest. @throws as `workOutPiece`. */
  async results(input: Measured): Promise<PieceResults> {
    const found: { [Name in PieceName]?: PieceResults[PieceName] } = {};
    const owed: PieceName[] = [];
    let { scores } = input;
    for (const name of orderHere) {
      if (this.#claims.claim(name)) found[name] = workOutPiece(name, { ...input, scores });
      else owed.push(name);
      // Its answers come in, and whoever else waits in this thread has a turn.
      await setImmediate();
      if (name !== 'scores') continue;
      const said = (found.scores ?? (await this.#answer(name, input))) as PieceResults['scores'];
      scores = () => said;
    }
    for (const name of owed) found[name] = await this.#answer(name, input);
    return found as PieceResults;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  async #answer(name: PieceName, input: Measured): Promise<PieceResults[PieceName]> {
    for (;;) {
      const answer = this.#answers.get(name);
      if (answer !== undefined) return answer.result;
      if (this.#isOver) return workOutPiece(name, input);
      await this.#news.promise;
    }
  }
}

/** All pieces, one after another. @throws as `workOutPiece`. */
export function workOutPieces(input: Measured): PieceResults {
  return Object.fromEntries(pieceNames.map((name) => [name, workOutPiece(name, input)])) as unknown as PieceResults;
}
