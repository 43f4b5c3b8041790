import * as fc from 'fast-check';

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x24f }),
  fc.integer({ min: 0x2000, max: 0x206f }),
  fc.integer({ min: 0xd7f0, max: 0xe00f }),
  fc.integer({ min: 0, max: 0x10ffff }),
);

/** Texts of any code points, lone surrogates and controls among them, with pieces of markup when given. */
export function anyText(maxLength: number, ...pieces: string[]): fc.Arbitrary<string> {
  const unit = codePoint.map((value) => String.fromCodePoint(value));
  const part = pieces.length === 0 ? unit : fc.oneof({ arbitrary: unit, weight: 3 }, fc.constantFrom(...pieces));
  return fc.array(part, { maxLength }).map((parts) => parts.join(''));
}
