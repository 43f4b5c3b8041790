import { describe, expect, test } from 'vitest';

import { renderMarkdown } from '../../src/report/markdown.ts';
import { sampleResults } from './sample.ts';

const results = sampleResults();
const markdown = renderMarkdown(results, { categories: true });

/** Cells of a table's line: bars that are not escaped divide them. */
function cellsOf(line: string): string[] {
  return line.split(/(?<!\\)\|/).slice(1, -1);
}

describe('the Markdown report', () => {
  test('every line of a table has as many cells as its head', () => {
    const tables = markdown.split('\n\n').filter((block) => block.startsWith('|'));
    expect(tables).toHaveLength(5);
    for (const table of tables) {
      const widths = table
        .trim()
        .split('\n')
        .map((line) => cellsOf(line).length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test('outside code spans there is no markup of others', () => {
    const bare = markdown.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
    expect(bare).not.toMatch(/<[a-z/!]/i);
    expect(bare).not.toContain('alert');
    expect(bare).not.toContain('HYPERLINK');
  });

  test('the counts of every condition add up to its planned trials', () => {
    const table = markdown.slice(markdown.indexOf('## What became'));
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toHaveLength(results.conditions.length);
    for (const row of rows) {
      const [planned, ...counts] = cellsOf(row)
        .slice(4)
        .map((cell) => Number(cell.replace(/[,–]/g, '')));
      expect(counts.reduce((sum, value) => sum + value, 0)).toBe(planned);
    }
  });

  test('simulated models, unsupported and incomplete conditions are marked', () => {
    for (const line of markdown.split('\n').filter((text) => text.startsWith('| `sim:'))) {
      expect(line).toContain('(simulated)');
    }
    expect(markdown).toContain('unsupported: ');
    expect(markdown).toContain('incomplete: 2,050 of 2,163 trials done');
    expect(markdown).toContain('cannot conclude');
  });
});
