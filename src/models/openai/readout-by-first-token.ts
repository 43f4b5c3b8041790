import { splitReasoning } from '../../conversation/reasoning.ts';
import { bytesOf, type TokenAlternatives } from './token-alternatives.ts';

/**
 * How likely each text is by the token that tells it from the others, in a reply that was drawn whole and begins, after
 * reasoning and blanks, with the given words. At the place after those words the alternatives are read; where the
 * token that was drawn is one that several texts begin with, the next place is read under it.
 *
 * @param tokens of the reply, with the likeliest tokens in the place of each
 * @returns the probabilities in the order of the texts; `null` where the reply begins with other words.
 */
export function readoutByFirstToken(
  tokens: readonly TokenAlternatives[],
  given: string,
  texts: readonly string[],
): readonly number[] | null {
  const written = tokens.map(({ token }) => token.bytes).join('');
  const text = Buffer.from(written, 'latin1').toString('utf8');
  const { answer, answerStart } = splitReasoning({ text, reasoning: null });
  const start = answerStart + (answer.length - answer.trimStart().length);
  if (!text.startsWith(given, start)) return null;
  const wanted = texts.map(bytesOf);
  const sums = wanted.map(() => 0);
  // Where the answer begins, and what of it is behind us, in bytes.
  const answerAt = Buffer.byteLength(text.slice(0, start)) + Buffer.byteLength(given);
  let at = 0;
  let mass = 1;
  for (const { token, alternatives } of tokens) {
    const end = at + token.bytes.length;
    if (end > answerAt) {
      // A token may hold the end of the given words and the beginning of the answer.
      const before = at < answerAt ? written.slice(at, answerAt) : '';
      const behind = written.slice(answerAt, Math.max(at, answerAt));
      const candidates = alternatives.length > 0 ? alternatives : [token];
      for (const { bytes, logProbability } of candidates) {
        if (!bytes.startsWith(before)) continue;
        const only = onlyText(wanted, behind, bytes.slice(before.length));
        if (only !== null) sums[only] = (sums[only] ?? 0) + mass * Math.min(1, Math.exp(logProbability));
      }
      const drawn = behind + token.bytes.slice(before.length);
      if (wanted.filter((one) => one.startsWith(drawn)).length < 2) break;
      mass *= Math.min(1, Math.exp(token.logProbability));
    }
    at = end;
  }
  return sums;
}

/** Which text alone goes on with these bytes; `null` for none, or for several. */
function onlyText(wanted: readonly string[], behind: string, bytes: string): number | null {
  if (bytes === '') return null;
  let found: number | null = null;
  for (const [index, text] of wanted.entries()) {
    if (!text.startsWith(behind)) continue;
    const rest = text.slice(behind.length);
    if (!rest.startsWith(bytes) && !(rest !== '' && bytes.startsWith(rest))) continue;
    if (found !== null) return null;
    found = index;
  }
  return found;
}
