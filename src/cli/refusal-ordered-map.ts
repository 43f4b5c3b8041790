/**
 * Maps an asynchronous sequence with up to `atOnce` calls under way, results in the order of the sequence; reads ahead no
 * further than that, so that memory stays flat.
 */
export async function* orderedMap<In, Out>(
  source: AsyncIterable<In>,
  atOnce: number,
  map: (value: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const waiting: Promise<Out>[] = [];
  for await (const value of source) {
    const result = map(value);
    // Whoever awaits it later is told; until then a rejection is no crash.
    result.catch(() => undefined);
    waiting.push(result);
    const first = waiting.length >= atOnce ? waiting.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const result of waiting) yield await result;
}
