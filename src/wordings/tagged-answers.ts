import type { ExitMarks } from '../conversation/exit.ts';
import type { TextRange } from '../conversation/text-range.ts';

export type PromptMarks = Extract<ExitMarks, { kind: 'prompt' }>;

/** Which of the bail prompt's two answers. */
export type Answer = 'bail' | 'continue';

/** A piece of text in the answer's tag; its range holds both tags. */
export interface TaggedText extends TextRange {
  /** `both`: the two labels in one tag; `other`: anything else. */
  readonly content: Answer | 'both' | 'other';
}

/**
 * Every `<tag>…</tag>` of a text in which nothing but text stands between an opening and the next closing
 * tag. Blanks and case do not matter, in the tags and around the label; nor do emphasis, quotation marks and
 * a full stop around the label. Never throws; linear in the text's length.
 */
export function findTagged(text: string, marks: PromptMarks): readonly TaggedText[] {
  const tag = new RegExp(String.raw`<\s{0,4}(\/?)\s{0,4}${escapeRegExp(marks.tag)}\s{0,4}>`, 'giu');
  const found: TaggedText[] = [];
  let open: TextRange | null = null;
  for (const match of text.matchAll(tag)) {
    const end = match.index + match[0].length;
    if (match[1] !== '/') open = { start: match.index, end };
    else if (open !== null) {
      found.push({ start: open.start, end, content: readContent(text.slice(open.end, match.index), marks) });
      open = null;
    }
  }
  return found;
}

/** The text with what a regular expression would read as syntax escaped. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, (character) => `\\${character}`);
}

function readContent(content: string, marks: PromptMarks): TaggedText['content'] {
  if (content.length > 10 * (marks.bail.length + marks.continue.length) + 100) return 'other';
  const bail = fold(marks.bail);
  const stay = fold(marks.continue);
  for (const candidate of [fold(content), fold(undress(content))]) {
    if (candidate === bail) return 'bail';
    if (candidate === stay) return 'continue';
  }
  const folded = fold(content);
  return hasWord(folded, bail) && hasWord(folded.replaceAll(bail, ' '), stay) ? 'both' : 'other';
}

/** Case, blanks and characters without width do not tell labels apart; nor do composed and decomposed letters. */
function fold(text: string): string {
  return text
    .replace(/[\u200b-\u200d\u2060\ufeff]|\ufe0f/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

const dress = /^[\s*_~`"'“”„‘’«»「」]+|[\s*_~`"'“”„‘’«»「」.。!]+$/gu;

function undress(text: string): string {
  return text.replace(dress, '');
}

/** Whether the word stands in the text with no letter or digit at either side; symbols stand anywhere. */
export function hasWord(text: string, word: string): boolean {
  if (word === '') return false;
  const before = /^[\p{L}\p{N}]/u.test(word) ? String.raw`(?<![\p{L}\p{N}])` : '';
  const after = /[\p{L}\p{N}]$/u.test(word) ? String.raw`(?![\p{L}\p{N}])` : '';
  return new RegExp(`${before}${escapeRegExp(word)}${after}`, 'iu').test(text);
}
