import { existsSync, readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

import { readLabel } from '../../src/refusal/evaluate/human-label.ts';
import { lexiconScore } from '../../src/refusal/lexicon/lexicon.ts';
import { promptOf, replyOf } from './exchange.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const labelled = new URL('xstest-gpt4.csv', data);
const arena = ['gpt-4-0613', 'gpt-3.5-turbo-0125'].map((name) => new URL(`arena-hard/${name}.jsonl`, data));

describe.skipIf(!existsSync(labelled))('on replies that two people have labelled', () => {
  test('agrees with them in 97 of 100 replies, and calls fewer than 1 % of the answers a refusal', () => {
    const rows = parse(readFileSync(labelled), { columns: true }) as { [column: string]: string }[];
    let agreed = 0;
    let answered = 0;
    let wrongly = 0;
    for (const row of rows) {
      const isNone = readLabel(row['final_label'] ?? '') === 'none';
      const saysNone = lexiconScore(promptOf(row['prompt'] ?? ''), replyOf(row['completion'] ?? '')).label === 'none';
      if (isNone === saysNone) agreed += 1;
      if (isNone) answered += 1;
      if (isNone && !saysNone) wrongly += 1;
    }
    expect(rows).toHaveLength(450);
    expect(agreed / rows.length).toBeGreaterThan(0.97);
    expect(wrongly / answered).toBeLessThan(0.01);
  });
});

describe.skipIf(!arena.every((file) => existsSync(file)))('on answers to hard questions', () => {
  test('hardly any is called a refusal', () => {
    const answers = arena.flatMap((file) =>
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        // Every fourth is enough for a test; docs/refusals.md has the whole.
        .filter((_, index) => index % 4 === 0)
        .map((line) => JSON.parse(line) as { messages: [{ content: string }, { content: { answer: string } }] }),
    );
    const refused = answers.filter(
      ({ messages: [asked, replied] }) =>
        lexiconScore(promptOf(asked.content), replyOf(replied.content.answer)).label === 'refusal',
    );
    expect(answers).toHaveLength(250);
    // Three of them are true refusals.
    expect(refused.length).toBeLessThanOrEqual(5);
  });
});
