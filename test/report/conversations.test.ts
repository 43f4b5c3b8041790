import { describe, expect, it } from 'vitest';

import type { AuditResult } from '../../src/analysis/audit-result.ts';
import { renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { sampleConversations } from './sample-conversations.ts';
import { hostile, sampleResults } from './sample.ts';

/** A corrected rate of a condition. */
function auditOf(condition: string): AuditResult {
  const read = { population: 30, sampled: 30, labelled: 30, labels: { leaves: 20, echo: 10 }, leaving: 2 / 3 };
  return {
    condition,
    study: 'sample',
    model: 'a',
    simulated: false,
    dataset: 'b',
    method: 'bail-tool',
    order: null,
    readout: 'sampled',
    wording: 'default',
    leadIn: null,
    historyAuthor: 'dataset',
    replyAuthor: 'self',
    by: 'people',
    raters: ['ann'],
    bails: read,
    others: { ...read, labels: { stays: 30 }, leaving: 0 },
    rate: 0.3,
    corrected: 0.2,
    low: 0.1,
    high: 0.3,
    lowFixed: 0.15,
    highFixed: 0.25,
    tooFew: false,
    bounds: [0.2, 0.2],
    reason: null,
  };
}

const results = { ...sampleResults(), conversations: sampleConversations() };

describe('whole conversations in a report', () => {
  it('stand in the table with share, intervals and first exits by turn, in 80 columns', () => {
    const table = renderTable(results, { color: false, width: 80 });
    expect(table).toMatch(/bail-tool +19\.0 +12\.0–27\.0 +15\.0–23\.0\* +19\.0–21\.0 +120\/80 +3/);
    expect(table).toMatch(/turn 1 +240 +24 +10\.0 +5\.0–20\.0 +90\.0/);
    expect(table).toMatch(/turn 2 +0 +0 +–/);
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

  it('say that shares are as counted where turns of a condition were audited and no conversations, and only there', async () => {
    const said = /an audit of\s+single\s+turns\s+does/;
    const audits = [auditOf('91-9')];
    const elsewhere = [auditOf('7-7')];
    const formats = [
      (some: typeof results): string => renderTable(some, { color: false, width: 80 }),
      (some: typeof results): string => renderMarkdown(some),
      (some: typeof results): Promise<string> => renderHtml(some, []),
    ];
    for (const render of formats) {
      expect(await render({ ...results, audits })).toMatch(said);
      expect(await render({ ...results, audits: elsewhere })).not.toMatch(said);
    }
  });

  it('take no room where every conversation gave one item', () => {
    const none = { ...results, conversations: [] };
    expect(renderTable(none, { color: false, width: 80 })).not.toContain('user turn');
    expect(renderMarkdown(none)).not.toContain('user turn');
  });
});
