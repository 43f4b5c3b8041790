import { hiddenCharacters } from '../base/hidden-characters.ts';

// The joiner inside an emoji such as a family: two pictures shown as one, nothing hidden.
const emojiBefore = /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?$/u;
const emojiAfter = /^\p{Extended_Pictographic}/u;

/** A stretch of text as it may be shown: `plain` as it is, `hidden` as the name of one invisible character. */
export interface VisiblePart {
  readonly kind: 'plain' | 'hidden';
  readonly text: string;
}

/** A character that would hide, reorder or move text; UTF-16 offsets. */
export interface HiddenCharacter {
  readonly start: number;
  readonly end: number;
  /** `U+202E` */
  readonly name: string;
}

/** Every hidden character of a text, first to last. Tabs, line ends (CRLF too) and what joins an emoji are none. */
export function* hiddenIn(text: string): Generator<HiddenCharacter> {
  for (const { 0: character, index: start } of text.matchAll(hiddenCharacters)) {
    if (character === '\n' || character === '\t') continue;
    if (character === '\r' && text[start + 1] === '\n') continue;
    if (character === '\u200d' && joinsEmoji(text, start)) continue;
    yield { start, end: start + character.length, name: codePointName(character) };
  }
}

/**
 * Cuts text from outside into what can be shown as it is and what would hide, reorder or move text. Tabs and line
 * ends (CRLF as LF) stay plain; a hidden character becomes its name, `U+202E`.
 */
export function visibleParts(text: string): VisiblePart[] {
  const source = text.replace(/\r\n/g, '\n');
  const parts: VisiblePart[] = [];
  let from = 0;
  for (const { start, end, name } of hiddenIn(source)) {
    if (start > from) parts.push({ kind: 'plain', text: source.slice(from, start) });
    parts.push({ kind: 'hidden', text: name });
    from = end;
  }
  if (from < source.length) parts.push({ kind: 'plain', text: source.slice(from) });
  return parts;
}

/** A name from outside on one line, nothing hidden in it (`[U+202E]`), cut to `max` characters with an ellipsis. */
export function visibleLine(text: string, max = 200): string {
  const line = visibleParts(text.slice(0, max * 4))
    .map((part) => (part.kind === 'plain' ? part.text : `[${part.text}]`))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= max && text.length <= max * 4 ? line : `${characters.slice(0, max - 1).join('')}…`;
}

/** JSON text with every character that could act on a terminal or hide as an escape; the value is the same. */
export function visibleJson(json: string): string {
  return json.replace(hiddenCharacters, (character) =>
    character === '\n' || character === '\t'
      ? character
      : Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
          .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

function joinsEmoji(text: string, index: number): boolean {
  return (
    emojiBefore.test(text.slice(Math.max(0, index - 4), index)) && emojiAfter.test(text.slice(index + 1, index + 3))
  );
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
