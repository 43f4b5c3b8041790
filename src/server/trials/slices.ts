import { setImmediate } from 'node:timers/promises';

/** Lets whoever waits for the server have its turn: called between the slices of long work. */
export async function breathe(): Promise<void> {
  await setImmediate();
}

/** A list of whole numbers as SQL's `group_concat` writes it. */
export function numbersOf(list: unknown): readonly number[] {
  return typeof list === 'string' ? (JSON.parse(`[${list}]`) as number[]) : [];
}
