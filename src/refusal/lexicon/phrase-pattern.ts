/**
 * Phrases are regular expressions in which a space is any blanks, ` ?` any or none, `~` the rest of a word, and `…` a short stretch within
 * the sentence. They are matched whatever the case, as whole words where the language sets words apart.
 */
export function phrasePattern(phrases: readonly string[], spaced = true): RegExp | null {
  if (phrases.length === 0) return null;
  const source = phrases.map(phraseSource).join('|');
  // A combining mark or an apostrophe behind a word belongs to it; before it, an apostrophe may be an elided article.
  return new RegExp(spaced ? `(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])` : `(?:${source})`, 'giu');
}

/** One phrase as the source of a regular expression. All gaps are bounded, so that no text makes the search slow. */
export function phraseSource(phrase: string): string {
  // Inside brackets and behind a backslash every character means itself.
  return phrase.replace(/\[[^\]]*\]|\\.| \?| |~|…/gu, (part) => meanings[part] ?? part);
}

const meanings: { readonly [part: string]: string } = {
  ' ?': String.raw`[\s\u00a0]{0,6}`,
  ' ': String.raw`[\s\u00a0]{1,6}`,
  '~': String.raw`\p{L}{0,20}`,
  '…': String.raw`[^.!?;\n。！？；]{0,60}?`,
};

/** Subject and negation, at most three fillers, and the act. */
export function declinePattern(
  refusers: readonly string[],
  fillers: readonly string[],
  acts: readonly string[],
  spaced = true,
): RegExp | null {
  if (refusers.length === 0 || acts.length === 0) return null;
  const join = (phrases: readonly string[]): string => `(?:${phrases.map(phraseSource).join('|')})`;
  const gap = String.raw`[\s,\u00a0]{${spaced ? 1 : 0},6}`;
  const filler = fillers.length === 0 ? '' : `(?:${join(fillers)}${gap}){0,3}`;
  const source = `${join(refusers)}${gap}${filler}${join(acts)}`;
  return new RegExp(spaced ? `(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])` : source, 'giu');
}
