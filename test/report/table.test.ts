import { stripVTControlCharacters } from 'node:util';

import { describe, expect, test } from 'vitest';

import type { Results } from '../../src/analysis/results.ts';
import { displayWidth } from '../../src/base/text-table.ts';
import { renderTable } from '../../src/report/table.ts';
import { condition, rateOf, sampleResults } from './sample.ts';

const results = sampleResults();
const table = renderTable(results, { color: false, width: 80 });

function only(...conditions: Results['conditions']): string {
  return renderTable({ ...results, conditions, pairs: [], warnings: [] }, { color: false, width: 80 });
}

describe('the terminal table', () => {
  test.each([40, 60, 80, 100, 140])('fits %d columns, with and without categories', (width) => {
    for (const categories of [false, true]) {
      const lines = renderTable(results, { color: false, width, categories }).split('\n');
      // A command is there to be copied, and never cut.
      const own = lines.filter((line) => !line.startsWith('Next:'));
      expect(Math.max(...own.map(displayWidth))).toBeLessThanOrEqual(width);
    }
  });

  test('says once which columns it has no room for and where they are, and explains only those it shows', () => {
    const [narrow, wide] = [60, 200].map((width) =>
      renderTable(results, { color: false, width }).replace(/\n +/g, ' '),
    );
    expect(narrow?.match(/Not shown, for want of width/g)).toHaveLength(1);
    expect(narrow).toMatch(/Not shown, for want of width: .*“paper rate”.*A wider terminal.*--format md, html or json/);
    expect(narrow).not.toContain('paper rate: by the scorer');
    expect(narrow).toContain('n/clusters: trials the rate is of');
    expect(wide).not.toContain('for want of width');
    expect(wide?.match(/paper rate: by the scorer/g)).toHaveLength(1);
  });

  test('has colours only when asked, and the same words either way', () => {
    expect(table).not.toContain('\u001b');
    const coloured = renderTable(results, { color: true, width: 80 });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(table);
  });

  test('warnings come before the numbers', () => {
    expect(table.indexOf('Warning: The endpoint')).toBeGreaterThan(0);
    expect(table.indexOf('Warning: The endpoint')).toBeLessThan(table.indexOf('Bail rates'));
  });

  test('a row has the rate, both intervals, the neutral rate, no answer, trials and clusters', () => {
    expect(table).toMatch(/^ {2}bail-tool +12\.3 +2\.9–21\.7 +5\.7–18\.8 +1\.2 +1\.8 +163\/41$/m);
  });

  test('the counts of every condition add up to its planned trials', () => {
    const sums = table
      .slice(table.indexOf('What became'))
      .replace(/\n {20,}/g, ' ')
      .matchAll(/ ([\d,]+) = (.+)$/gm);
    const numbers = [...sums].map(([, planned, parts]) => [
      Number(planned?.replaceAll(',', '')),
      parts?.split(' + ').reduce((sum, part) => sum + Number.parseInt(part.replaceAll(',', ''), 10), 0),
    ]);
    expect(numbers).toHaveLength(results.conditions.filter(({ planned }) => planned > 0).length);
    for (const [planned, sum] of numbers) expect(sum).toBe(planned);
  });

  test('an unsupported condition is a row with its reason and without a rate', () => {
    const text = only(condition({ unsupported: 'its template has no tools' }, rateOf({})));
    expect(text).toContain('  bail-tool  unsupported: its template has no tools');
    expect(text).toContain('unsupported, no trials');
    expect(text).not.toMatch(/\b0\.0\b/);
  });

  test('simulated models are marked in every line that names them', () => {
    const lines = table.split('\n').filter((line) => line.includes('sim:tempted') && !line.startsWith('Warning'));
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line).toContain('(simulated)');
  });

  test('an interval of the fallback is starred and explained; others are not', () => {
    expect(only(condition({}, rateOf({ bail: 1, continue: 90 })))).toMatch(/\d\*.*\n[^]*\n\* too few:/);
    expect(only(condition({}, rateOf({ bail: 50, continue: 50 })))).not.toContain('*');
  });

  test('an incomplete condition says how far it is, and what its rate is worth', () => {
    const text = only(condition({}, rateOf({ bail: 5, continue: 5, error: 2, pending: 8 })));
    expect(text).toContain('incomplete: 10 of 20 trials done, 2 ended as errors');
    expect(text).toContain('not complete');
    expect(text).toContain('run the study again');
  });

  test('too few discordant clusters give no interval but the words "cannot conclude"', () => {
    expect(table).toMatch(/^ {4}bail-prompt .* cannot conclude +3\/40$/m);
  });

  test('a baseline has no bail rate, since it offers no exit', () => {
    const text = only(condition({ method: 'baseline', wording: null }, rateOf({ continue: 20 })));
    expect(text).toMatch(/baseline +–/);
    expect(text).toContain('offers no exit');
  });

  test('several wordings of one method are told apart', () => {
    expect(table).toContain('wording gentle, lead-in greeting');
  });

  test('nothing planned and nothing answered are said, not shown as 0', () => {
    expect(only()).toContain('nothing was planned');
    expect(only(condition({}, rateOf({ pending: 5 })))).toMatch(/bail-tool +– +–/);
  });

  test('ends with what to do next', () => {
    expect(table.slice(table.lastIndexOf('Next:'))).toContain('exitpoll report --format html --out report.html');
  });
});
