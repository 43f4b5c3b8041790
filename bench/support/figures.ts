import { textTable } from '../../src/base/text-table.ts';

/** One result of a benchmark, ready to be shown. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** The same for something simpler or smaller, measured in the same run. */
  readonly beside: string;
  /** What the design aims at; empty where it says nothing. */
  readonly aim: string;
}

/** How much is measured: `quick` is for a first look. */
export interface BenchOptions {
  readonly quick: boolean;
}

/** Prints figures as one table. */
export function printFigures(figures: readonly Figure[]): void {
  console.log(
    textTable(
      [{ title: 'what' }, { title: 'measured' }, { title: 'beside it' }, { title: 'aim' }],
      figures.map(({ what, measured, beside, aim }) => [what, measured, beside, aim]),
    ),
  );
}
