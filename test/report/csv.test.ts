import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { outcomes } from '../../src/conversation/outcome.ts';
import { csvCell, csvLine } from '../../src/report/csv-cell.ts';
import { csvColumns, renderCsv } from '../../src/report/csv.ts';
import { anyText } from './any-text.ts';
import { hostile, sampleResults } from './sample.ts';

function rowsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true, record_delimiter: '\r\n' });
}

/** What a reader does to get a text back. */
function unquoted(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

describe('a CSV cell', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '＝1', "'=1"])(
    'text that a spreadsheet could run is defused: %j',
    (text) => {
      const [[cell]] = parse(csvLine([text, 'x']), { record_delimiter: '\r\n' }) as [[string]];
      expect(cell).toBe(`'${text}`);
    },
  );

  test('numbers stay numbers, negative ones too', () => {
    expect(csvLine([-0.5, 1e-9, 0, true, null])).toBe('-0.5,1e-9,0,true,\r\n');
  });

  test('control characters are written as escapes', () => {
    expect(csvCell('a\u001b[31m\u0000')).toBe('a\\u{1b}[31m\\u{0}');
  });

  test('any text without control characters comes back from a CSV reader', () => {
    const text = anyText(20, '=', '"', ',', '\r\n', '\n', "'", ' ', '\t', ';', '@');
    fc.assert(
      fc.property(text, (any) => {
        const value = any.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu, '');
        const [[cell]] = parse(csvLine([value, 'end']), { record_delimiter: '\r\n' }) as [[string]];
        expect(unquoted(cell)).toBe(value);
      }),
      { seed: 4 },
    );
  });
});

describe('the CSV report', () => {
  const results = sampleResults();

  test('has one row a condition, with its numbers exactly', () => {
    const rows = rowsOf(renderCsv(results));
    expect(rows).toHaveLength(results.conditions.length);
    for (const [index, condition] of results.conditions.entries()) {
      const row = rows[index] ?? {};
      expect(Object.keys(row)).toEqual(csvColumns);
      expect(unquoted(row['model'] ?? '')).toBe(condition.model);
      expect(unquoted(row['dataset'] ?? '')).toBe(condition.dataset);
      expect(row['order']).toBe(condition.order ?? '');
      expect(row['simulated']).toBe(String(condition.simulated));
      for (const field of ['rate', 'low', 'high', 'lowFixed', 'highFixed', 'noAnswer', 'ratePaper'] as const) {
        expect(row[field]).toBe(condition[field] === null ? '' : String(condition[field]));
      }
      expect([row['boundsLow'], row['boundsHigh']]).toEqual(condition.bounds?.map(String) ?? ['', '']);
    }
  });

  test('has the documented columns', () => {
    const documented = readFileSync(new URL('../../docs/report.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
    expect(documented).toContain(`\`${csvColumns.join(', ')}\``);
  });

  test('outcomes add up to the planned trials in every row, by both scorers', () => {
    for (const row of rowsOf(renderCsv(results, { categories: true }))) {
      for (const suffix of ['', 'Paper']) {
        const counts = [...outcomes, 'pending'].map((state) => Number(row[`${state}${suffix}`]));
        expect(counts.reduce((sum, value) => sum + value, 0)).toBe(Number(row['planned']));
      }
    }
  });

  test('categories are further rows, told apart by their column', () => {
    const rows = rowsOf(renderCsv(results, { categories: true }));
    const extra = rows.filter((row) => row['category'] !== '');
    const wanted = results.conditions.flatMap(({ categories }) => categories.map(({ category }) => category));
    expect(extra.map((row) => unquoted(row['category'] ?? ''))).toEqual(wanted);
    expect(rows.length - extra.length).toBe(results.conditions.length);
  });

  test('an unsupported condition has its reason and an empty rate, not 0', () => {
    const row = rowsOf(renderCsv(results)).find((candidate) => candidate['unsupported'] !== '');
    expect(row?.['rate']).toBe('');
    expect(row?.['unsupported']).toContain('no tools <img');
    expect(row?.['dataset']).toBe(`'${hostile.dataset}`);
  });
});
