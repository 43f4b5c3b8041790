import { serveStore } from '../../../src/server/serve.ts';

/** Where the viewers of a store keep what they made of it. */
export function cacheOf(store: string): string {
  return `${store}-cache`;
}

/** Has the results of a store worked out, so that every viewer of it finds them there. */
export async function fillCache(store: string): Promise<void> {
  await using serving = await serveStore({ store, port: 0, cacheDir: cacheOf(store) });
  for (const path of ['results/head', 'grid']) {
    const answer = await fetch(new URL(`api/${path}`, serving.url));
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  }
}
