import { uniformOf } from '../../src/base/random.ts';

/** The end of a reply, as a token. */
export const end = '';

/** A language model so small that the probability of a text can be computed: what comes next hangs on the text alone. */
export interface ToyModel {
  /** Its tokens, as texts; `end` among them. */
  readonly tokens: readonly string[];
  /** How likely each token is after a text. */
  next(text: string): ReadonlyMap<string, number>;
}

/** A toy whose probabilities are drawn once from a seed, the same after equal texts. */
export function toyModel(tokens: readonly string[], seed: number): ToyModel {
  const known = new Map<string, ReadonlyMap<string, number>>();
  const next = (text: string): ReadonlyMap<string, number> => {
    const drawn = known.get(text);
    if (drawn !== undefined) return drawn;
    // Cubed, so that some tokens are common and some rare.
    const weights = tokens.map((token) => uniformOf([seed, text, token]) ** 3 * (token === end ? 0.2 : 1) + 1e-4);
    const sum = weights.reduce((all, weight) => all + weight, 0);
    const chances = new Map(tokens.map((token, index) => [token, (weights[index] ?? 0) / sum]));
    known.set(text, chances);
    return chances;
  };
  return { tokens, next };
}

/** A toy told outright: probabilities after the texts listed, the rest on a dot. */
export function toldToy(chances: { readonly [text: string]: { readonly [token: string]: number } }): ToyModel {
  const tokens = [...new Set([...Object.values(chances).flatMap((after) => Object.keys(after)), '.', end])];
  return {
    tokens,
    next: (text) => {
      const after = chances[text] ?? {};
      const told = Object.values(after).reduce((sum, chance) => sum + chance, 0);
      return new Map([...Object.entries(after), ['.', 1 - told]]);
    },
  };
}

/** How likely the toy is to go on with a text: over every way to write it and every token that goes beyond it. */
export function chanceOf(toy: ToyModel, before: string, text: string): number {
  let sum = 0;
  for (const [token, chance] of toy.next(before)) {
    if (token === end) continue;
    if (token.startsWith(text)) sum += chance;
    else if (text.startsWith(token)) sum += chance * chanceOf(toy, before + token, text.slice(token.length));
  }
  return sum;
}

/** A reply drawn token by token. `isWhole` when the toy ended it itself. */
export function drawReply(
  toy: ToyModel,
  before: string,
  limit: number,
  key: readonly (string | number)[],
): { readonly tokens: readonly string[]; readonly isWhole: boolean } {
  const tokens: string[] = [];
  for (let text = before; tokens.length < limit; text += tokens.at(-1) ?? '') {
    let point = uniformOf([...key, tokens.length]);
    let drawn = end;
    for (const [token, chance] of toy.next(text)) {
      drawn = token;
      point -= chance;
      if (point < 0) break;
    }
    if (drawn === end) return { tokens, isWhole: true };
    tokens.push(drawn);
  }
  return { tokens, isWhole: false };
}
