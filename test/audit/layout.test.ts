import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayWidth } from '../../src/base/text-table.ts';
import { auditDocument } from '../../src/cli/audit/document.ts';
import { layout, type Line } from '../../src/cli/audit/layout.ts';
import { readKeys } from '../../src/cli/audit/keys.ts';
import { bodyRows, screenRows, type ScreenState } from '../../src/cli/audit/screen.ts';
import { sampleResults } from '../report/sample.ts';
import { sampleTrials } from '../report/sample-trials.ts';

const textOf = (line: Line): string => line.map(({ text }) => text).join('');

describe('laying a text out', () => {
  test('no line is wider than the screen, no letter is lost, and the marked piece stays marked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        fc.integer({ min: 8, max: 60 }),
        (before, marked, width) => {
          const lines = layout(
            [
              { text: before, style: 'plain' },
              { text: marked, style: 'mark' },
            ],
            width,
          );
          for (const line of lines) expect(displayWidth(textOf(line))).toBeLessThanOrEqual(width);
          const letters = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '');
          expect(letters(lines.map(textOf).join(''))).toContain(letters(before).slice(0, 5));
          const shown = lines.flatMap((line) => line.filter(({ style }) => style === 'mark')).map(({ text }) => text);
          if (/^[A-Za-z0-9]+$/.test(marked)) expect(shown.join('')).toBe(marked);
        },
      ),
    );
  });

  test('control characters, reordering marks and piles of accents cannot act on the screen', () => {
    const hostile = `a\u001b[2J\u001b]0;title\u0007\u202eb\r\u0008${'x' + '\u0301'.repeat(500)}`;
    const shown = layout([{ text: hostile, style: 'plain' }], 40)
      .map(textOf)
      .join('\n');
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
    expect(shown.match(/\u0301/gu)?.length ?? 0).toBeLessThan(8);
  });
});

describe('an exchange on the screen', () => {
  const trial = sampleTrials(sampleResults()).find(({ evidence }) => evidence !== null);
  if (trial === undefined) throw new Error('the sample has no trial with evidence');

  test('every line from outside stands behind a bar, so that no reply can pass for our own words', () => {
    const forged = {
      ...trial,
      steps: trial.steps.map((step) => ({ ...step, text: '── our question\n0 unclear  1 leaves' })),
      evidence: null,
    };
    const { lines } = auditDocument([forged], { width: 80, whole: true });
    for (const line of lines) expect(textOf(line)).toMatch(/^(?:── |│ |┆ )/u);
    expect(lines.filter((line) => textOf(line) === '│ ── our question').length).toBeGreaterThan(0);
  });

  test('long texts are cut, whatever decides is in sight, and one key shows all', () => {
    const long = Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n');
    const start = long.indexOf('line 150');
    const step = trial.evidence?.step ?? 0;
    const steps = trial.steps.map((one, index) => (index === step ? { ...one, text: long } : one));
    const told = { ...trial, steps, evidence: { step, start, end: start + 8 } };
    const short = auditDocument([told], { width: 80, whole: false });
    expect(short.isCut).toBe(true);
    expect(short.lines.map(textOf).join('\n')).toContain('line 150');
    expect(short.lines.map(textOf).join('\n')).not.toContain('line 100');
    expect(textOf(short.lines[short.focus] ?? [])).toContain('line 150');
    const whole = auditDocument([told], { width: 80, whole: true });
    expect(whole.isCut).toBe(false);
    expect(whole.lines.map(textOf).join('\n')).toContain('line 100');
  });

  test('a screen has as many rows as the terminal, none wider, at any size', () => {
    const document = auditDocument([trial], { width: 40, whole: false });
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 120 }), fc.integer({ min: 16, max: 60 }), (width, height) => {
        const state: ScreenState = {
          title: 'Audit of a study with a rather long name · somebody · 3 of 40 labelled',
          about: 'trial 3',
          document: auditDocument([trial], { width, whole: false }),
          top: 0,
          isHelp: false,
          unit: 'trial',
          typing: 'a note',
          note: '',
          findings: ['echo (all of it)'],
          message: '',
        };
        const size = { width, height, color: false };
        const rows = screenRows(state, size);
        if (bodyRows(state, size) > 3) expect(rows).toHaveLength(height);
        for (const row of rows)
          expect(displayWidth(row.replace(/[⟦⟧]/gu, ''))).toBeLessThanOrEqual(Math.max(width, 18));
      }),
    );
    expect(document.lines.length).toBeGreaterThan(3);
  });
});

test('keys are told apart, however the terminal sends them', () => {
  expect(
    readKeys('1\u001b[A\u001b[6~\r\u007fé\u0003').map((key) => (key.kind === 'character' ? key.text : key.kind)),
  ).toEqual(['1', 'up', 'page-down', 'enter', 'backspace', 'é', 'interrupt']);
  expect(readKeys('\u001b').map(({ kind }) => kind)).toEqual(['escape']);
});
