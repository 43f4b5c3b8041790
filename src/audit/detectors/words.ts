/** The words of a text, lower-case, without marks; markup such as `<answer>` gives the word in it. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];
}

/** Words in a row that are no accident. */
const runWords = 5;

/** The share of a reply's words that lie in stretches of at least five words of ours; 0 for no words. */
export function copiedShare(reply: readonly string[], ours: readonly string[]): number {
  if (reply.length === 0) return 0;
  const runs = new Set<string>();
  for (let from = 0; from + runWords <= ours.length; from += 1) runs.add(ours.slice(from, from + runWords).join(' '));
  const isCopied = new Uint8Array(reply.length);
  for (let from = 0; from + runWords <= reply.length; from += 1) {
    if (runs.has(reply.slice(from, from + runWords).join(' '))) isCopied.fill(1, from, from + runWords);
  }
  return isCopied.reduce((sum, one) => sum + one, 0) / reply.length;
}

/** The share of our longer words, each counted once, that a reply has too. */
export function sharedWords(reply: readonly string[], ours: readonly string[]): number {
  const longer = new Set(ours.filter((word) => word.length >= 4));
  if (longer.size === 0) return 0;
  const said = new Set(reply);
  return [...longer].filter((word) => said.has(word)).length / longer.size;
}
