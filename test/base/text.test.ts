import { stripVTControlCharacters } from 'node:util';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nearestWord } from '../../src/base/nearest.ts';
import { terminalLine, terminalText } from '../../src/base/terminal-text.ts';
import { displayWidth, textTable } from '../../src/base/text-table.ts';

describe('text from outside on a terminal', () => {
  it('cannot carry control sequences, nor reorder or hide text', () => {
    const hostile = '\u001b[2J\u009b31mred\r\u202eevil\u200b\u2066x\ufeff\u0000';
    expect(terminalText(hostile)).toBe('\\u{1b}[2J\\u{9b}31mred\\u{d}\\u{202e}evil\\u{200b}\\u{2066}x\\u{feff}\\u{0}');
  });

  it('is left alone otherwise', () => {
    expect(terminalText('Zeile 1\n\tZeile 2: äöü 漢字 🙂')).toBe('Zeile 1\n\tZeile 2: äöü 漢字 🙂');
  });

  it('never has a control character left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = terminalText(text);
        expect(stripVTControlCharacters(shown)).toBe(shown);
        expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
      { seed: 3 },
    );
  });

  it('fits one line of the width asked for', () => {
    expect(terminalLine('one\ntwo   three', 50)).toBe('one two three');
    expect(terminalLine('abcdefghij', 5)).toBe('abcd…');
  });
});

describe('a table', () => {
  it('keeps its columns aligned whatever is in the cells', () => {
    const lines = textTable(
      [{ title: 'name' }, { title: 'n', align: 'right' }],
      [
        ['plain', '1'],
        ['漢字', '22'],
        ['👩‍👩‍👧', '333'],
        ['é', '4'],
      ],
    ).split('\n');
    expect(new Set(lines.slice(0, -1).map(displayWidth)).size).toBe(1);
  });
});

describe('the nearest word', () => {
  it.each([
    ['bail-tol', 'bail-tool'],
    ['prompt', 'bail-prompt'],
    ['BAIL-STRING', 'bail-string'],
    ['xyz', undefined],
  ])('%s → %s', (word, expected) => {
    expect(nearestWord(word, ['bail-tool', 'bail-string', 'bail-prompt'])).toBe(expected);
  });
});
