import { hiddenCharacters } from './hidden-characters.ts';

/**
 * Text from outside made safe to print: hidden characters but tab and newline become visible
 * escapes (`\u{1b}`), so that no model reply can move the cursor, change colours or hide words.
 */
export function terminalText(text: string): string {
  return text.replace(hiddenCharacters, (character) =>
    character === '\n' || character === '\t' ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The same, on one line and cut to `max` characters (an ellipsis counts as one). */
export function terminalLine(text: string, max: number): string {
  const line = terminalText(text.slice(0, max * 4))
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join('')}…`;
}
