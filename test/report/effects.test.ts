import { describe, expect, test } from 'vitest';

import { displayWidth } from '../../src/base/text-table.ts';
import { renderCsv } from '../../src/report/csv.ts';
import { controlGroups } from '../../src/report/controls.ts';
import { effectSections } from '../../src/report/effects.ts';
import { groupConditions } from '../../src/report/groups.ts';
import { renderHtml } from '../../src/report/html/page.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { situationGrids } from '../../src/report/situations.ts';
import { renderTable } from '../../src/report/table.ts';
import { readHtml } from './html/read-html.ts';
import { condition, pair, rateOf } from './sample.ts';
import { effectResults } from './sample-effects.ts';

const results = effectResults();
const table = renderTable(results, { color: false, width: 80 });
const lines = table.split('\n');

describe('paired effects', () => {
  test('every pair but those of the controls is one line of the terminal table', () => {
    const effects = results.pairs.filter(({ leadIn }) => !leadIn?.startsWith('told-to'));
    const shown = effectSections(results).flatMap(({ groups }) => groups.flatMap(({ rows }) => rows));
    expect(shown).toHaveLength(effects.length);
    for (const { label } of shown) {
      expect(lines.filter((line) => line.startsWith(`    ${label.slice(0, 18)}`)).length).toBeGreaterThan(0);
    }
  });

  test.each([40, 60, 80, 120])('they fit %d columns', (width) => {
    const widths = renderTable(results, { color: false, width }).split('\n').map(displayWidth);
    expect(Math.max(...widths)).toBeLessThanOrEqual(Math.max(width, 60));
  });

  test('a line has both rates, the difference, its interval and the clusters that differ', () => {
    expect(table).toMatch(/^ {4}bail-tool +44\.4 +4\.4 +\+40\.0 +\+21\.0 to \+51\.0 +39\/40$/m);
    expect(table).toMatch(/^ {4}journal=invited +66\.7 +44\.4 +\+22\.2 +\+5\.0 to \+30\.0 /m);
  });

  test('the interval for exactly these items stands beside it in every form; a narrow terminal says where it is', async () => {
    const wide = renderTable(results, { color: false, width: 120 });
    expect(wide).toMatch(/^ {4}bail-tool +44\.4 +4\.4 +\+40\.0 +\+21\.0 to \+51\.0 +\+83\.1 to \+97\.1 +39\/40$/m);
    expect(wide).toContain('these items: 95 % for exactly these items.');
    for (const text of [renderMarkdown(results), readHtml(await renderHtml(results, [])).text]) {
      expect(text).toContain('+83.1 to +97.1');
    }
    const csv = renderCsv(results);
    expect(csv).toContain('excessLowFixed,excessHighFixed,excessRole');
    expect(csv).toContain('0.831,0.971,exploratory');
    expect(table).not.toContain('+83.1 to +97.1');
    expect(table.replace(/\s+/g, ' ')).toMatch(/Not shown, for want of width: .*“these items”/);
  });

  test('without enough clusters that differ, a line says so instead of an interval', () => {
    expect(table).toMatch(/^ {4}greeting .* cannot conclude +2\/40$/m);
    expect(table).toContain('cannot conclude: fewer than six clusters differ');
  });

  test('two studies that share their conditions show each difference once', () => {
    const twice = { ...results, pairs: [...results.pairs, ...results.pairs] };
    expect(effectSections(twice)).toEqual(effectSections(results));
  });

  test('a long study leaves rows of variations to their effects, but not those that say more', () => {
    const bare = condition({ wording: 'default', dataset: 'long' });
    const others = [...Array(50).keys()].map((index) =>
      condition({ wording: `w${index}`, dataset: 'long' }, index === 0 ? rateOf({ bail: 5, pending: 5 }) : undefined),
    );
    const pairs = others.map((other) => pair({ kind: 'wording', against: 'default' }, other, bare));
    const long = renderTable({ ...results, conditions: [bare, ...others], pairs }, { color: false, width: 80 });
    expect(long).toContain('49 further conditions');
    expect(long).toContain('incomplete: 5 of 10');
    expect(long.match(/^ {4}w\d+ /gm)).toHaveLength(50);
  });
});

function verdict(leave: number, stay: number): string | undefined {
  const conditions = [told('told-to-leave', leave), told('told-to-stay', stay)];
  return controlGroups({ ...results, conditions })[0]?.rows[0]?.verdict;
}

function told(leadIn: string, bail: number): ReturnType<typeof condition> {
  return condition({ leadIn, dataset: 'd' }, rateOf({ bail, continue: 90 - bail }));
}

describe('controls', () => {
  test('told to leave, nothing and to stay stand side by side, with what the model does', () => {
    expect(table).toMatch(/^ {4}bail-tool +97\.8 +44\.4 +2\.2 {2}does as told$/m);
  });

  test('a model that stays when told to leave, or leaves when told to stay, is said to', () => {
    expect(verdict(88, 2)).toBe('does as told');
    expect(verdict(2, 2)).toBe('stays when told to leave');
    expect(verdict(88, 88)).toBe('leaves when told to stay');
    expect(verdict(45, 2)).toBe('unclear');
  });
});

describe('marks', () => {
  test('have a sign beside the row and a line that explains it', () => {
    expect(table).toMatch(/^ {2}bail-tool L! +44\.4/m);
    expect(table).toContain('    ! cannot work with this method: 71.0 % of its replies');
    expect(table).toContain('L leaves everything: the model leaves neutral items as much');
    const markdown = renderMarkdown(results);
    expect(markdown).toContain('**L!** 44.4');
    expect(markdown).toContain('leaves everything: 44.4 % here cannot be told from 43.0 % on neutral items');
  });
});

describe('groups of conditions', () => {
  test('a baseline stands first in the group of the first wording with its lead-in', () => {
    const conditions = [
      condition({ wording: 'first' }),
      condition({ wording: 'second' }),
      condition({ method: 'baseline', wording: null }),
      condition({ method: 'baseline', wording: null, leadIn: 'greeting' }),
    ];
    const [group] = groupConditions(conditions);
    expect(group?.variants.map(({ title, conditions: own }) => [title, own.map(({ method }) => method)])).toEqual([
      ['wording first', ['baseline', 'bail-tool']],
      ['wording second', ['bail-tool']],
      ['lead-in greeting', ['baseline']],
    ]);
  });
});

describe('excess by situation', () => {
  test('a grid has every situation once, a cell for every way of offering', () => {
    const [grid] = situationGrids(results);
    expect(grid?.offers.map(({ label }) => label)).toEqual(['bail-tool', 'bail-prompt bail 1st']);
    const rows = grid?.categories.flatMap((category) => category.rows) ?? [];
    expect(rows.map(({ cells }) => cells.size)).toEqual([2, 2, 2]);
  });

  test('other wordings, lead-ins and controls are left to the JSON', () => {
    const varied = results.pairs.find(({ kind }) => kind === 'wording')?.a ?? '';
    const [first] = results.situations;
    if (first === undefined) throw new Error('the sample has situations');
    const more = [...results.situations, { ...first, condition: varied, wording: 'journal=invited' }];
    expect(situationGrids({ ...results, situations: more })).toEqual(situationGrids(results));
  });
});

describe('doubts about a rate', () => {
  const marks = [
    { kind: 'placebo-as-high', text: 'no higher than calls of the useless placebo tool: 1.0 % against 2.0 %' },
    { kind: 'many-unanswered', text: 'many without an answer, 30.0 %' },
    { kind: 'too-wide', text: 'interval too wide to conclude much: 1.0 to 60.0 %' },
  ] as const;
  const doubted = { ...results, conditions: [condition({ marks: [...marks] })], pairs: [] };

  test('stand beside it in the terminal, with what their signs mean', () => {
    const shown = renderTable(doubted, { color: false, width: 80 });
    expect(shown).toMatch(/^ {2}bail-tool PUW +12\.3/m);
    for (const { text } of marks.slice(0, 2)) expect(shown.replace(/\n +/g, ' ')).toContain(text);
    for (const sign of ['P', 'U', 'W']) expect(shown).toMatch(new RegExp(`^${sign} \\w+: `, 'm'));
  });

  test('and in Markdown and CSV', () => {
    const markdown = renderMarkdown(doubted);
    expect(markdown).toContain('**PUW** 12.3');
    const csv = renderCsv(doubted);
    for (const { text } of marks) {
      expect(markdown).toContain(text);
      expect(csv).toContain(text);
    }
  });
});
