import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePython } from '../../src/published/python/module.ts';
import { PythonReader } from '../../src/published/python/reader.ts';
import type { PythonValue } from '../../src/published/python/values.ts';

/** What a constant of a Python text comes to. */
function constant(text: string, name = 'x'): PythonValue {
  const module = parsePython('words.py', text);
  const value = module.constants.get(name);
  if (value === undefined) throw new Error(`no constant ${name}`);
  return new PythonReader([module]).valueOf(module, value);
}

/** What a function of a Python text returns. */
function returned(text: string, name: string, ...given: readonly PythonValue[]): PythonValue {
  const module = parsePython('words.py', text);
  const definition = module.functions.get(name);
  if (definition === undefined) throw new Error(`no function ${name}`);
  return new PythonReader([module]).call(module, definition, given);
}

/** A text as Python's own `repr` and people write it: in some quotes, with what must be escaped escaped. */
function written(text: string, quote: string, everything: boolean): string {
  const body = [...text]
    .map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      if (sign === '\\' || quote.includes(sign)) return `\\${sign}`;
      if (sign === '\n') return quote.length === 3 && !everything ? sign : '\\n';
      if (sign === '\r') return '\\r';
      if (code < 32 || code === 0x2028 || everything) {
        if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
        return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
      }
      return sign;
    })
    .join('');
  return `${quote}${body}${quote}`;
}

describe('texts in Python files', () => {
  it('come back as they were, however they are quoted, escaped and joined', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 30 });
    const quotes = fc.constantFrom('"', "'", '"""', "'''");
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, quotes, fc.boolean()), { minLength: 1, maxLength: 4 }), (parts) => {
        const wanted = parts.map(([text]) => text).join('');
        const literals = parts.map(([text, quote, everything]) => written(text, quote, everything));
        expect(constant(`x = (${literals.join(' ')})\n`)).toBe(wanted);
        expect(constant(`x = ${literals.join(' + ')}\n`)).toBe(wanted);
        expect(constant(`y = {"k": [${literals.join(', ')}]}\nx = y["k"][-1]\n`)).toBe(parts.at(-1)?.[0]);
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it('are filled in where names stand in braces, and doubled braces are braces', () => {
    const text = 'name = "Heron"\nx = f"{name} says {{hello}}, {name}\\n{name.upper()}" + rf"\\n{name}"\n';
    expect(constant(text)).toBe('Heron says {hello}, Heron\nHERON\\nHeron');
  });

  it('depend on conditions as they do in Python, always-true ones included', () => {
    const text = `
KNOWN = ["one", "two"]
def words(name, size=""):
    "What it says."
    import os
    if name == "" or not name in KNOWN:
        return "other"
    elif name == "one" and size != "big": return "one"
    a, b = "p", ("q", "r")
    if name == "three" or "four":
        return a + b[1]
    raise ValueError(name)
`;
    expect(returned(text, 'words', '')).toBe('other');
    expect(returned(text, 'words', 'zwei')).toBe('other');
    expect(returned(text, 'words', 'one', 'small')).toBe('one');
    expect(returned(text, 'words', 'two', 'small')).toBe('pr');
  });

  it.each([
    ['a call of something else', 'x = open("/etc/passwd").read()\n', /words\.py:1: expected .*open\("\/etc\/passwd"\)/],
    ['an import run by name', 'x = "a"\nx = __import__("os").getcwd()\n', /words\.py:2: /],
    ['a name there is none for', 'x = "a" + missing\n', /the name of a text of these files, found `missing`/],
    ['a format with a width', 'n = "a"\nx = f"{n:>10}"\n', /words\.py:2: expected a name alone in the braces/],
    ['bytes', 'x = b"a"\n', /expected a text in quotes/],
    ['a comprehension', 'x = [a for a in "bc"]\n', /words\.py:1: /],
    ['a name that is itself', 'x = x\n', /a text that can be told/],
    ['a key that is missing', 'y = {"a": "b"}\nx = y["c"]\n', /a key that is there/],
  ])('that are %s are an error with the line, and nothing is run', (_what, text, message) => {
    expect(() => constant(text)).toThrow(message);
  });

  it('of functions that go round in circles are an error', () => {
    expect(() => returned('def a(n):\n    return b(n)\ndef b(n):\n    return a(n)\n', 'a', 'x')).toThrow(
      /that can be told/,
    );
  });

  it('in a file that is no Python are an error with the line', () => {
    expect(() => parsePython('words.py', 'x = "a"\ny = = 3\n')).toThrow(
      /words\.py:2: expected Python that can be parsed/,
    );
  });
});
