import type { StoreState } from '../../store/one-state.ts';
import type { OutcomeGrid } from '../../store/outcome-grid.ts';
import type { Asked } from '../planned.ts';
import { pieceNames, type PieceName, type PieceResults } from './pieces.ts';

/** What the second thread is started with. */
export interface PieceTask {
  readonly file: string;
  readonly state: StoreState;
  readonly asked: Asked;
  /** Of `Claims`. */
  readonly claimed: SharedArrayBuffer;
}

/** Outcomes as the second thread is given them: it reads for itself who the members of a dataset are. */
export interface SentGrid {
  readonly key: string;
  readonly datasetId: number;
  readonly grid: Omit<OutcomeGrid, 'membership'>;
}

/** What the second thread answers, a piece at a time. */
export type PieceAnswer = {
  readonly [Name in PieceName]: { readonly name: Name; readonly result: PieceResults[Name] };
}[PieceName];

/** Who works on which piece, as both threads see it: whoever claims one first. */
export class Claims {
  readonly claimed: SharedArrayBuffer;
  readonly #places: Int32Array;

  /** @param claimed another thread's; new unless given */
  constructor(claimed = new SharedArrayBuffer(pieceNames.length * Int32Array.BYTES_PER_ELEMENT)) {
    this.claimed = claimed;
    this.#places = new Int32Array(claimed);
  }

  /** @returns whether nobody had. */
  claim(name: PieceName): boolean {
    return Atomics.compareExchange(this.#places, pieceNames.indexOf(name), 0, 1) === 0;
  }
}
