import { describe, expect, it } from 'vitest';

import { renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { sampleConversations } from './sample-conversations.ts';
import { hostile, sampleResults } from './sample.ts';

const results = { ...sampleResults(), conversations: sampleConversations() };

describe('whole conversations in a report', () => {
  it('stand in the table with share, intervals and first exits by turn, in 80 columns', () => {
    const table = renderTable(results, { color: false, width: 80 });
    expect(table).toMatch(/bail-tool +19\.0 +12\.0–27\.0 +15\.0–23\.0\* +120\/80 +3/);
    expect(table).toMatch(/turn 1 +24 +10\.0 +5\.0–20\.0 +90\.0/);
    expect(table).toMatch(/turn 2 +0 +–/);
    expect(table).toMatch(/20 turns and more +10 +10\.0 +5\.0–20\.0\*/);
    for (const line of table.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
  });

  it('stand in Markdown as tables, names in code spans', () => {
    const markdown = renderMarkdown(results);
    expect(markdown).toContain('## Conversations with at least one bail');
    expect(markdown).toContain('| 120 | 80 | 3 |');
    expect(markdown).toContain(`\`${hostile.model}\``);
  });

  it('stand in the page as a chart and tables, and nothing of a name is markup', async () => {
    const page = await renderHtml(results, []);
    expect(page).toContain('href="#conversations"');
    expect(page).toMatch(/First exits over 2 user turns, 2 ways of offering the exit/);
    expect(page).not.toContain('<script');
  });

  it('stand in the JSON as they are', () => {
    expect(JSON.parse(renderJson(results)).conversations).toEqual(sampleConversations());
  });

  it('take no room where every conversation gave one item', () => {
    const none = { ...results, conversations: [] };
    expect(renderTable(none, { color: false, width: 80 })).not.toContain('user turn');
    expect(renderMarkdown(none)).not.toContain('user turn');
  });
});
