import { setImmediate } from 'node:timers/promises';

/** Lets whoever waits for the server have its turn: called between the slices of long work. */
export async function breathe(): Promise<void> {
  await setImmediate();
}
