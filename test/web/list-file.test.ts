import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { TrialRow } from '../../src/server/wire/trial-page.ts';
import { listHeader, listLine } from '../../web/pages/trials/list-file.ts';
import { anyText } from '../report/any-text.ts';

const row = (text: string): TrialRow => ({
  trial: 7,
  condition: '1-1',
  item: text,
  category: null,
  epoch: 1,
  outcome: 'bail',
  outcomePaper: null,
  flags: ['echo', 'stopped'],
  refusals: [{ scorer: 'lexicon', label: 'refusal' }],
  labels: [{ rater: 'ann', label: 'leaves' }],
  bailProbability: null,
  prompt: [
    { text: 'before ', hit: false },
    { text, hit: true },
  ],
  reply: [{ text, hit: false }],
  elsewhere: [],
});

it('saves every trial as one line, whatever was said', () => {
  fc.assert(
    fc.property(anyText(80, '\r\n', '"', '=1+1', ','), (text) => {
      const csv = listHeader('csv') + listLine('csv', row(text), undefined);
      const [line] = parse(csv, { columns: true }) as Record<string, string>[];
      expect(line).toMatchObject({ trial: '7', flags: 'echo; stopped', refusals: 'lexicon=refusal' });
      const json = listLine('jsonl', row(text), undefined);
      expect(json.indexOf('\n')).toBe(json.length - 1);
      expect(JSON.parse(json)).toMatchObject({ item: text, promptBegins: `before ${text}` });
    }),
  );
});

it('saves no labels: whoever audits stays blind', () => {
  expect(listHeader('csv')).not.toContain('label');
  expect(listLine('jsonl', row('text'), undefined)).not.toContain('leaves');
});
