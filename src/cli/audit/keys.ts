/** A key that was pressed: one character, or the name of a key that has none. */
export type Key =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'up' | 'down' | 'page-up' | 'page-down' | 'home' | 'end' }
  | { readonly kind: 'enter' | 'escape' | 'backspace' | 'interrupt' | 'other' };

const sequences: { readonly [sequence: string]: Key['kind'] } = {
  '[A': 'up',
  OA: 'up',
  '[B': 'down',
  OB: 'down',
  '[5~': 'page-up',
  '[6~': 'page-down',
  '[H': 'home',
  OH: 'home',
  '[1~': 'home',
  '[F': 'end',
  OF: 'end',
  '[4~': 'end',
};

// A control sequence, a key of the keypad, or the escape key itself.
const token = /\u001b(?:(\[[0-9;?]*[ -/]*[@-~]|O[A-Za-z])|)|[^\u001b]/gu;

/** What a terminal in raw mode sent, key by key. */
export function readKeys(data: string): readonly Key[] {
  return [...data.matchAll(token)].map(([whole, sequence]) => keyOf(whole, sequence));
}

function keyOf(text: string, sequence: string | undefined): Key {
  if (sequence !== undefined) return { kind: sequences[sequence] ?? 'other' } as Key;
  switch (text) {
    case '\u001b':
      return { kind: 'escape' };
    case '\u0003':
    case '\u0004':
      return { kind: 'interrupt' };
    case '\r':
    case '\n':
      return { kind: 'enter' };
    case '\u007f':
    case '\b':
      return { kind: 'backspace' };
    default:
      return /^[\p{Cc}\p{Cs}]$/u.test(text) ? { kind: 'other' } : { kind: 'character', text };
  }
}
