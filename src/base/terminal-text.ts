// C0 and C1 controls but tab and newline, and the characters that reorder or hide text.
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text from outside made safe to print: control, bidirectional and zero-width characters become visible
 * escapes (`\u{1b}`), so that no model reply can move the cursor, change colours or hide words.
 */
export function terminalText(text: string): string {
  return text.replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same, on one line and cut to `max` characters (an ellipsis counts as one). */
export function terminalLine(text: string, max: number): string {
  const line = terminalText(text.slice(0, max * 4))
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join('')}…`;
}
