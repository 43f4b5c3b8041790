import { bytesOf, textOf, type TokenChance } from './token-alternatives.ts';

/** How likely each text is, as far as the lists of likeliest tokens show. */
export interface TreeReadout {
  /** In the order of the texts, from 0 to 1. */
  readonly probabilities: readonly number[];
  /** Whether a text was only followed to a token that ends inside a character; the rest of it is then taken for sure. */
  readonly isCutShort: boolean;
}

/** Two texts share a token that ends inside a character, after which a server cannot be asked to go on. */
export class SharedCharacter extends Error {
  override readonly name = 'SharedCharacter';
}

/** Branches with less of the probability are not followed. */
const leastMass = 1e-6;

/**
 * P(text) = Σ over the tokens t with which the rest of the text can begin of P(t) · P(rest after t), and P(t) alone
 * where t covers the rest, so that a token that goes on beyond the text counts. Summing over tokens rather than taking
 * the one usual way to cut the text into them is what makes it the probability of the text.
 *
 * Each beginning is asked about once. What lies under the listed alternatives, or under one millionth, is left out.
 *
 * @param next the likeliest tokens after the given beginning, which may be empty
 * @throws SharedCharacter, and whatever `next` throws
 */
export async function readoutByTree(
  texts: readonly string[],
  next: (beginning: string) => Promise<readonly TokenChance[]>,
): Promise<TreeReadout> {
  const wanted = texts.map(bytesOf);
  const known = new Map<string, Promise<readonly number[]>>();
  let isCutShort = false;

  const after = (beginning: string, mass: number): Promise<readonly number[]> => {
    let chances = known.get(beginning);
    if (chances === undefined) known.set(beginning, (chances = walk(beginning, mass)));
    return chances;
  };

  const walk = async (beginning: string, mass: number): Promise<readonly number[]> => {
    const sums = wanted.map(() => 0);
    const branches = new Map<string, number>();
    for (const { bytes, logProbability } of await next(textOf(beginning) ?? '')) {
      const probability = Math.min(1, Math.exp(logProbability));
      if (bytes === '') continue;
      let leadsOn = false;
      wanted.forEach((text, index) => {
        if (!text.startsWith(beginning)) return;
        const rest = text.slice(beginning.length);
        if (bytes.startsWith(rest)) sums[index] = (sums[index] ?? 0) + probability;
        else leadsOn ||= rest.startsWith(bytes);
      });
      if (leadsOn) branches.set(bytes, (branches.get(bytes) ?? 0) + probability);
    }
    for (const [bytes, probability] of branches) {
      if (mass * probability < leastMass) continue;
      const further = beginning + bytes;
      const through = wanted.flatMap((text, index) => (text.startsWith(further) && text !== further ? [index] : []));
      if (textOf(further) === null) {
        const [only, other] = through;
        if (only === undefined || other !== undefined) throw new SharedCharacter(beginning);
        isCutShort = true;
        sums[only] = (sums[only] ?? 0) + probability;
        continue;
      }
      const rest = await after(further, mass * probability);
      for (const index of through) sums[index] = (sums[index] ?? 0) + probability * (rest[index] ?? 0);
    }
    return sums;
  };

  return { probabilities: await after('', 1), isCutShort };
}
