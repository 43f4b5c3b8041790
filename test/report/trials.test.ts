import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

import type { ConditionResult } from '../../src/analysis/results.ts';
import { trialsCsvHeader, trialsToJsonl, trialToCsv } from '../../src/report/trials.ts';
import { hostile, sampleResults } from './sample.ts';
import { sampleTrials, trialOf } from './sample-trials.ts';

const results = sampleResults();
const trials = sampleTrials(results);

describe('exported trials', () => {
  test('a line of JSON Lines is the whole trial on one line, nothing hidden', () => {
    for (const trial of trials) {
      const line = trialsToJsonl(trial);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(JSON.parse(line)).toEqual(trial);
      expect(line).not.toMatch(/[\u0000-\u0009\u007f-\u009f\u202a-\u202e]/u);
    }
  });

  test('every record of the CSV has the columns of its header', () => {
    const csv = trialsCsvHeader + trials.map((trial) => trialToCsv(trial)).join('');
    const rows = parse(csv, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(rows).toHaveLength(trials.length);
    expect(rows.map((row) => row['outcome'])).toEqual(trials.map((trial) => trial.outcome));
    expect(rows[0]?.['category']).toBe(`'${hostile.category}`);
  });

  test('the deciding piece of text, the reply and the answer have columns of their own', () => {
    const prompt = results.conditions.find(({ method }) => method === 'bail-prompt') as ConditionResult;
    const csv = trialsCsvHeader + trialToCsv(trialOf(prompt, 'bail'));
    const [row] = parse(csv, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(row?.['evidence']).toBe('<answer>LEAVE</answer>');
    expect(row?.['reply']).toMatch(/^I see why/);
    expect(row?.['answer']).toMatch(/^I would rather stop/);
    expect(row?.['durationMs']).toBe('1624');
  });
});
