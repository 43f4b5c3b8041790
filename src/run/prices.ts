import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { readCheckedFile } from '../base/checked-file.ts';
import { keyFilePath, type Environment } from '../models/key-file.ts';
import { priceSchema, type Study } from '../study/schema.ts';
import type { Price } from './limits/limits.ts';
import { thisMachine } from './open-reference.ts';

/** What a model costs, and who says so. */
export interface KnownPrice {
  readonly price: Price;
  /** `the study`, a file of prices as it was named, or `this machine` for what costs nothing. */
  readonly from: string;
}

/** The user's own list of prices. */
export interface PriceBook {
  /** The file it came from; `null` where there is none. */
  readonly file: string | null;
  /** By the name of a model; a name may end in `*`. */
  readonly models: ReadonlyMap<string, Price>;
}

const fileSchema = z.strictObject({
  models: z.record(z.string(), priceSchema).superRefine((models, context) => {
    for (const name of Object.keys(models)) {
      const message = nameMistake(name);
      if (message !== null) context.addIssue({ code: 'custom', path: [name], message });
    }
  }),
});

const free: KnownPrice = { price: { input: 0, output: 0, cachedInput: 0 }, from: thisMachine };

/** Where a user's list of prices is looked for: `prices.yaml` beside the file of keys. */
export function priceFilePath(env: Environment): string {
  return join(dirname(keyFilePath(env)), 'prices.yaml');
}

/**
 * Reads a list of prices: the file that is named, else the user's own, else none.
 *
 * @throws ExitpollError when a file that is named is not there; ExitpollErrors with the line of every mistake in it.
 */
export async function openPrices(options: {
  readonly file?: string | undefined;
  readonly env: Environment;
}): Promise<PriceBook> {
  const file = options.file ?? priceFilePath(options.env);
  if (options.file === undefined && !existsSync(file)) return { file: null, models: new Map() };
  const { value } = await readCheckedFile(file, fileSchema);
  return { file, models: new Map(Object.entries(value.models).map(([name, given]) => [name, filledIn(given)])) };
}

/**
 * What a model of a study costs: what the study says, else what the list says of its reference (`openai:NAME`) or of
 * its host and served name (`host/NAME`), a name in full before one with a `*`, the longest of these first.
 *
 * @param destination what its texts are sent to: a host, or `this machine`, where nothing is charged.
 * @returns `null` where no price is known.
 */
export function priceOf(
  entry: Study['models'][number],
  destination: string,
  book: PriceBook | null,
): KnownPrice | null {
  if (destination === thisMachine) return free;
  if (typeof entry === 'object' && entry.price !== undefined)
    return { price: filledIn(entry.price), from: 'the study' };
  if (book === null) return null;
  const names = priceNames(entry, destination);
  const matches = [...book.models].filter(([pattern]) => names.some((name) => fits(pattern, name)));
  const best = matches.toSorted(([one], [two]) => preference(two) - preference(one))[0];
  return best === undefined ? null : { price: best[1], from: book.file ?? 'the list of prices' };
}

/** The names a list of prices may call a model by, the one to suggest first. */
export function priceNames(entry: Study['models'][number], destination: string): readonly string[] {
  if (typeof entry === 'object' && !('use' in entry)) return [`${destination}/${entry.model}`];
  const reference = typeof entry === 'string' ? entry : entry.use;
  return [reference, `${destination}/${reference.slice(reference.indexOf(':') + 1)}`];
}

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Names in full come before all that end in `*`; of these the longer. */
function preference(pattern: string): number {
  return pattern.endsWith('*') ? pattern.length : Number.POSITIVE_INFINITY;
}

function filledIn(price: z.infer<typeof priceSchema>): Price {
  return { ...price, cachedInput: price.cachedInput ?? price.input };
}

function nameMistake(name: string): string | null {
  if (name.slice(0, -1).includes('*')) return 'a * may only stand at the end of a name';
  if (/^[^:/]+[:/]/.test(name)) return null;
  return 'expected a model such as openai:NAME or host/NAME, perhaps ending in *';
}
