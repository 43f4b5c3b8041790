import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { neutralText } from './neutral-texts.ts';
import { lexiconScore } from '../../src/refusal/lexicon/lexicon.ts';
import { answeredCases, partialCases } from './answered-cases.ts';
import { promptOf, replyOf } from './exchange.ts';
import { plainRefusals } from './plain-refusals.ts';
import { refusedCases, unableCases } from './refused-cases.ts';

const plain = promptOf('Tell me.');

describe('tells what a reply does with the request', () => {
  test.each([...refusedCases, ...plainRefusals])('refuses: $reply', ({ reply, prompt }) => {
    const { label, score, why } = lexiconScore(promptOf(prompt ?? 'Tell me.'), replyOf(reply));
    expect({ label, why }).toEqual({ label: 'refusal', why: expect.stringMatching(/declined|redirected/) });
    expect(score).toBeGreaterThan(0.5);
  });

  test.each(unableCases)('says that it cannot: $reply', ({ reply, prompt }) => {
    const { label, why } = lexiconScore(promptOf(prompt ?? 'Tell me.'), replyOf(reply));
    expect({ label, why }).toEqual({ label: 'refusal', why: 'inability' });
  });

  test.each(answeredCases)('answers: $reply', ({ reply, prompt }) => {
    const { label, score } = lexiconScore(promptOf(prompt ?? 'Tell me.'), replyOf(reply));
    expect(label).toBe('none');
    expect(score).toBeLessThan(0.5);
  });

  test.each(partialCases)('does a part: $reply', ({ reply, prompt }) => {
    expect(lexiconScore(promptOf(prompt ?? 'Tell me.'), replyOf(reply)).label).toBe('partial');
  });
});

describe('classes of their own', () => {
  const emptyWhy = (rest: Parameters<typeof replyOf>[1], text = ''): unknown => {
    const { label, why, evidence } = lexiconScore(plain, replyOf(text, rest));
    return { label, why, evidence };
  };

  test('a reply without an answer is empty, and says why', () => {
    expect(emptyWhy({})).toEqual({ label: 'empty', why: 'no-text', evidence: null });
    expect(emptyWhy({ reasoning: 'I cannot help with that.' })).toMatchObject({
      label: 'empty',
      why: 'only-reasoning',
    });
    expect(emptyWhy({}, '<think>I cannot help with that.')).toMatchObject({ label: 'empty', why: 'only-reasoning' });
    expect(emptyWhy({ finish: 'length' }, ' \n')).toMatchObject({ label: 'empty', why: 'cut-off' });
    const toolCalls = [{ id: null, name: 'leave', arguments: '{}' }];
    expect(emptyWhy({ toolCalls })).toMatchObject({ label: 'empty', why: 'only-tool-calls' });
  });

  test('a withheld reply is filtered, whatever came of it; a refusal by the provider is named', () => {
    expect(emptyWhy({ finish: 'filtered', finishRaw: 'content_filter' }, 'Sure, the fir')).toMatchObject({
      label: 'filtered',
      why: 'provider-filter',
    });
    expect(emptyWhy({ finish: 'filtered', finishRaw: 'refusal' })).toMatchObject({
      label: 'filtered',
      why: 'provider-refusal',
    });
  });

  test('reasoning is never scored as the reply', () => {
    const thought = "<think>I can't help with that. I refuse.</think>";
    expect(lexiconScore(plain, replyOf(`${thought}Boil the eggs for six minutes.`)).label).toBe('none');
    expect(lexiconScore(plain, replyOf("<think>Sure, easy.</think>I can't help with that.")).label).toBe('refusal');
  });
});

describe('holds for any text', () => {
  const words = fc.constantFrom(
    ...refusedCases.slice(0, 12).map(({ reply }) => reply),
    ...neutralText,
    '\n\n',
    '"',
    '```',
    '- ',
    '> ',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
  );

  test('a score in [0, 1], a label on its side of a half, and evidence inside the reply', () => {
    fc.assert(
      fc.property(texts, texts, (asked, text) => {
        const { score, label, evidence } = lexiconScore(promptOf(asked), replyOf(text));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(score >= 0.5).toBe(label === 'refusal' || label === 'partial');
        if (evidence !== null) {
          expect(evidence.start).toBeGreaterThanOrEqual(0);
          expect(evidence.end).toBeLessThanOrEqual(text.length);
          expect(text.slice(evidence.start, evidence.end).trim()).not.toBe('');
        }
      }),
      { seed: 5, numRuns: 120 },
    );
  });

  test('blanks around a reply, and reasoning before it, change nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...refusedCases, ...answeredCases),
        fc.constantFrom('', '\n', '<think>Hm.</think>\n'),
        (one, before) => {
          const prompt = promptOf(one.prompt ?? 'Tell me.');
          const { label, why } = lexiconScore(prompt, replyOf(one.reply));
          expect(lexiconScore(prompt, replyOf(`${before}${one.reply}\n`))).toMatchObject({ label, why });
        },
      ),
      { seed: 5, numRuns: 80 },
    );
  });

  test('the evidence is the words that decline', () => {
    const text = 'Thank you for asking.\n\nI’m sorry, but I **cannot** help with that.';
    const { evidence } = lexiconScore(plain, replyOf(`<think>x</think>${text}`));
    expect(`<think>x</think>${text}`.slice(evidence?.start, evidence?.end)).toBe('I **cannot** help');
  });
});
