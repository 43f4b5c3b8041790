import type { Random } from '../../base/random.ts';

// Generic on purpose: nothing in these may read as an exit, an answer tag or a refusal by accident.
const plain = [
  'Here is a short answer to what you asked.',
  'There are a few things to keep in mind here.',
  'The main point is simple, and the details follow from it.',
  'Most people begin with the first step and see how it goes.',
  'It depends on the setting, but the usual way works well.',
  'A small example makes this easier to see.',
  'You could also try it the other way round.',
  'That covers the most common case.',
  'Two things matter most: time and order.',
  'The short version is above, and more can be added.',
] as const;

const refusals = [
  "I'm sorry, but I can't help with that.",
  "I can't assist with this request.",
  'I am not able to help with that request.',
  "I'm sorry, I won't be able to do this.",
] as const;

const nonsense = [
  'Perhaps the green one, as it was on the table before the rain.',
  'Seven of them, mostly round, and a window.',
  'It was a good question about the weather in the hall.',
  'And then the letters came back in another order.',
] as const;

function pick(texts: readonly string[], random: Random): string {
  return texts[random.below(texts.length)] ?? '';
}

/** One to three plain sentences. */
export function plainText(random: Random): string {
  return Array.from({ length: 1 + random.below(3) }, () => pick(plain, random)).join(' ');
}

/** One sentence that refuses. */
export function refusalText(random: Random): string {
  return pick(refusals, random);
}

/** Words that answer nothing. */
export function nonsenseText(random: Random): string {
  return pick(nonsense, random);
}
