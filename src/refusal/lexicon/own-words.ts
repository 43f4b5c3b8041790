import { codeRanges } from '../../conversation/code-ranges.ts';
import { blankOut, type TextRange } from '../../conversation/text-range.ts';

/** A text whose words that are not the writer's own are blank, every other offset unchanged. */
export interface OwnWords {
  readonly text: string;
  /** What was taken out that a refusal could have stood in: quotation, a play's lines, a letter. */
  readonly borrowed: string;
  /** Whether there is a letter or a play. */
  readonly hasPiece: boolean;
  /** Words of it that come right after a colon. */
  readonly performed: number;
  readonly hasCode: boolean;
}

const quotation =
  /"[^"\n]{2,2000}"|[“„][^“”„\n]{2,2000}[”“]|«[^«»\n]{2,2000}»|»[^«»\n]{2,2000}«|「[^「」\n]{1,2000}」|『[^『』\n]{1,2000}』|(?<![\p{L}\p{N}])'(?:[^'\n]|(?<=\p{L})'(?=\p{L})){6,600}'(?![\p{L}\p{N}])/gu;
const quoteLine = /^[ \t]{0,3}>.*$/gmu;
/** `Anna: …` and `**Anna:** …`: a line somebody speaks. */
const spokenLine =
  /^[ \t]{0,6}[*_]{0,2}\[?\p{Lu}[\p{L}\p{N}'. ]{0,24}\]?(?:[ \t]\([^)\n]{1,60}\))?[*_]{0,2}:[*_]{0,2}[ \t]{1,4}\S.*$/gmu;
const notSpeakers =
  /^(?:[*_\s]{0,4})(?:note|warning|disclaimer|important|answer|response|summary|conclusion|edit|ps|p\.s)/iu;
/** How a letter begins; what follows is the letter's. */
const letterStart =
  /^[ \t]{0,3}[*_]{0,2}(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|件名|主题|主題)[*_]{0,2}[ \t]{0,2}[:：].*$|^[ \t]{0,3}(?:dear|hi|hello|liebe[rs]?|sehr geehrte[rs]?|chère?|cher|madame|monsieur|estimad[oa]s?|querid[oa]s?|gentile|car[oa]|prezad[oa]s?|geachte|beste|szanown[iya]|drog[iay]|尊敬的|亲爱的|拝啓)(?=[ \t])[^.!?\n]{0,60},[ \t]*$/gimu;

/**
 * Blanks out what a reply only repeats or performs: quotation (unless nearly all of it is one quotation, as some models
 * wrap their reply), code, lines of a play, and a letter from its salutation on. Apostrophes become straight and
 * emphasis blank, character for character.
 */
export function ownWords(text: string): OwnWords {
  const plain = text
    .replace(/[’‘ʼ＇`´]/gu, (mark) => (mark === '`' ? mark : "'"))
    .replace(/[*_]+(?=\S)|(?<=\S)[*_]+/gu, (marks) => ' '.repeat(marks.length));
  const code = codeRanges(text);
  const quotes = rangesOf(plain, quotation);
  const length = plain.trim().length;
  const isWrapped = quotes.length === 1 && quotes[0] !== undefined && quotes[0].end - quotes[0].start >= length * 0.9;
  const spoken = rangesOf(text, spokenLine).filter(({ start, end }) => !notSpeakers.test(text.slice(start, end)));
  const letter = rangesOf(plain, letterStart)[0];
  const pieces = [
    ...(spoken.length >= 2 ? spoken : []),
    ...(letter === undefined ? [] : [{ start: letter.start, end: plain.length }]),
  ];
  const borrowed = joined([...(isWrapped ? [] : quotes), ...rangesOf(plain, quoteLine), ...pieces]);
  const performed = borrowed.filter(({ start }) => /[:：]\s{0,4}$/u.test(plain.slice(Math.max(0, start - 5), start)));
  return {
    text: blankOut(plain, joined([...code, ...borrowed])),
    borrowed: textOf(plain, borrowed),
    hasPiece: pieces.length > 0,
    performed: textOf(plain, performed).match(/[\p{L}\p{N}'-]+/gu)?.length ?? 0,
    hasCode: code.some(({ start, end }) => end - start > 40),
  };
}

function textOf(text: string, ranges: readonly TextRange[]): string {
  return ranges.map(({ start, end }) => text.slice(start, end)).join('\n');
}

/** The ranges sorted, those that overlap as one. */
function joined(ranges: readonly TextRange[]): readonly TextRange[] {
  const apart: TextRange[] = [];
  for (const range of ranges.toSorted((one, two) => one.start - two.start)) {
    const last = apart.at(-1);
    if (last === undefined || range.start > last.end) apart.push(range);
    else if (range.end > last.end) apart[apart.length - 1] = { start: last.start, end: range.end };
  }
  return apart;
}

function rangesOf(text: string, pattern: RegExp): readonly TextRange[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}
