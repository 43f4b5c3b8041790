import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { renderHtml } from '../../src/report/html/page.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { applyOverlay, isPlainRate } from '../../src/report/overlay/apply-overlay.ts';
import { modelNameForms } from '../../src/report/overlay/model-name.ts';
import { readOverlay, type OverlayFile, type OverlayRow } from '../../src/report/overlay/overlay-file.ts';
import type { ReportResults } from '../../src/report/report-results.ts';
import { renderTable } from '../../src/report/table.ts';
import { condition, hostile, rateOf, sampleResults } from './sample.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exitpoll-overlay-'));
});
afterAll(() => rm(folder, { recursive: true }));

const base = { ...sampleResults(), pairs: [], situations: [], warnings: [] };

function laid(rows: readonly OverlayRow[], conditions = ours('Mira-3B'), dataset?: string): ReportResults {
  return applyOverlay({ ...base, conditions }, { source: 'an invented table', rows }, { dataset });
}

function ours(model: string): ReturnType<typeof condition>[] {
  const rate = rateOf({ bail: 40, continue: 50, unparsed: 10 }, { ratePaper: 0.444 });
  return [
    condition({ model, method: 'baseline', wording: null }),
    condition({ model, method: 'bail-tool', wording: 'default' }, rate),
    condition({ model, method: 'bail-string', wording: 'default' }, rate),
    condition({ model, method: 'bail-prompt', order: 'bail-first', wording: 'default' }, rate),
    condition({ model, method: 'bail-prompt', order: 'continue-first', wording: 'default' }, rate),
    condition({ model, method: 'placebo-tool', wording: 'default' }, rate),
  ];
}

const row: OverlayRow = {
  figure: 'invented_bail',
  label: 'some-lab/Mira-3B',
  tool: 12.5,
  tool_err: 0.5,
  promptBailFirst: 31,
  promptContinueFirst_err: 0.01,
};

describe('published rates', () => {
  test('stand beside the same model, method and order, as fractions', () => {
    const { conditions } = laid([row]);
    expect(conditions.map(({ published }) => published && [published.rate, published.halfWidth])).toEqual([
      undefined,
      [0.125, 0.005],
      undefined,
      [0.31, null],
      [0, 0.0001],
      undefined,
    ]);
  });

  test('a method that a row does not have is missing, not 0; one with a half-width alone was 0', () => {
    const { conditions } = laid([{ label: 'Mira-3B', string_err: 0.02 }]);
    expect(conditions.map(({ published }) => published?.rate)).toEqual([
      undefined,
      undefined,
      0,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('only the dataset asked for, without a lead-in, in the default wording', () => {
    const model = 'Mira-3B';
    const conditions = [
      condition({ model, wording: 'default' }),
      condition({ model, wording: 'other' }),
      condition({ model, wording: 'default', leadIn: 'greeting' }),
      condition({ model, wording: 'default', dataset: 'mine' }),
    ];
    const matched = (dataset?: string): boolean[] =>
      laid([row], conditions, dataset).conditions.map(({ published }) => published !== undefined);
    expect(matched()).toEqual([true, false, false, false]);
    expect(matched('mine')).toEqual([false, false, false, true]);
  });

  test('tables of other things are not taken for plain rates', () => {
    expect(isPlainRate('invented_bail')).toBe(true);
    for (const figure of ['invented_no_refuse_bail', 'invented_bail_refusal', 'prompt_ablate_x_bail', 'realworld_x']) {
      expect(isPlainRate(figure)).toBe(false);
      expect(laid([{ ...row, figure }]).overlay?.conditions).toBe(0);
    }
  });

  test('the same rate in two tables is one; differing ones match nothing and are said to', () => {
    expect(laid([row, { ...row, figure: 'again_bail' }]).overlay?.matched).toEqual(['Mira-3B']);
    const differing = laid([row, { ...row, label: 'other-lab/Mira-3B', tool: 40, promptBailFirst: 2 }]);
    expect(differing.conditions[1]?.published).toBeUndefined();
    const one = laid([row, { ...row, label: 'other-lab/Mira-3B', tool: 40 }], ours('other-lab/mira-3b'));
    expect(one.conditions[1]?.published?.rate).toBe(0.4);
    const only = [{ ...row, promptContinueFirst_err: undefined, promptBailFirst: undefined }];
    const table = laid([...only, { ...only[0], label: 'x/Mira-3B', tool: 40 }]);
    expect(table.overlay).toMatchObject({ matched: [], ambiguous: ['Mira-3B'] });
  });
});

function same(one: string, other: string): boolean {
  return modelNameForms(one).some((form, index) => form === modelNameForms(other)[index]);
}

describe('names of models', () => {
  test.each([
    ['local:qwen9-8b', 'Qwen9-8B'],
    ['openrouter:lab/Qwen9-8B', 'Qwen9-8B'],
    ['local:models/Qwen9-8B.gguf', 'Lab/Qwen9_8B'],
    ['Mira-3B-Instruct', 'mira 3b'],
    ['mira-3b', 'Mira-3B-it'],
  ])('%s is %s', (one, other) => {
    expect(same(one, other)).toBe(true);
  });

  test.each([
    ['gpt-9o-2031-01-01', 'gpt-9o'],
    ['Qwen9-8B-Q4_K_M', 'Qwen9-8B'],
    ['Qwen9-8B-Base', 'Qwen9-8B'],
    ['Qwen9-1.7B', 'Qwen9-7B'],
  ])('%s is not %s', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  test('an exact name goes before one without its suffix', () => {
    const rows = [
      { label: 'Mira-3B', tool: 1 },
      { label: 'Mira-3B-Instruct', tool: 2 },
    ];
    const rate = (model: string): number | undefined => laid(rows, ours(model)).conditions[1]?.published?.rate;
    expect(rate('Mira-3B-Instruct')).toBe(0.02);
    expect(rate('mira-3b')).toBe(0.01);
  });
});

describe('an overlaid report', () => {
  const results = laid([row], [...ours('Mira-3B'), ...ours('Nobody-1B')]);

  test('the table shows our paper rate and the published one, and what matched', () => {
    const table = renderTable(results, { color: false, width: 80 });
    expect(table).toMatch(/^ {2}bail-tool +40\.0 .* 44\.4 +12\.5±0\.5 /m);
    const text = table.replace(/\s+/g, ' ');
    expect(text).toContain('3 conditions matched (Mira-3B); without one: Nobody-1B');
    expect(text).toContain('took all samples as independent');
  });

  test('Markdown, JSON and HTML have them too', async () => {
    expect(renderMarkdown(results)).toContain('| 44.4 | 12.5 ± 0.5 |');
    const json = JSON.parse(renderJson(results));
    expect(json.conditions[1].published).toEqual({ ...results.conditions[1]?.published });
    expect(json.overlay.matched).toEqual(['Mira-3B']);
    const page = await renderHtml(results, []);
    expect(page).toContain('12.5 ± 0.5');
    expect(page).toContain('published rate with its interval');
  });

  test('names in the file are shown as text', async () => {
    const file: OverlayFile = { source: hostile.reply, rows: [{ label: hostile.model, tool: 3 }] };
    const conditions = ours(hostile.model);
    const page = await renderHtml(applyOverlay({ ...base, conditions }, file), []);
    expect(page).not.toMatch(/<script|onload="alert/);
    const table = renderTable(applyOverlay({ ...base, conditions }, file), { color: false, width: 80 });
    expect(table).not.toMatch(/[\u001b\u202e]/u);
  });
});

describe('a file of published rates', () => {
  test('is read from JSON or YAML, other fields let through', async () => {
    const file = join(folder, 'rates.json');
    await writeFile(file, JSON.stringify({ source: 's', unit: 'percent', rates: [{ ...row, refusal: 9 }] }));
    expect((await readOverlay(file)).rows[0]).toEqual(row);
  });

  test('no number, as data frames write it, is a missing one', async () => {
    const file = join(folder, 'gaps.json');
    await writeFile(file, '{"rates": [{"label": "a", "tool": NaN, "string": null, "promptBailFirst": 3}]}');
    const [gaps] = (await readOverlay(file)).rows;
    expect([gaps?.tool, gaps?.string, gaps?.promptBailFirst]).toEqual([undefined, undefined, 3]);
  });

  test('a mistake names file, line and field', async () => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, 'rates:\n  - label: a\n    tool: 12\n  - label: b\n    tool: 120\n');
    await expect(readOverlay(file)).rejects.toThrow(/wrong\.yaml:5:5: rates\[1\]\.tool/);
    await expect(readOverlay(join(folder, 'none.json'))).rejects.toThrow('there is no such file');
  });

  const real = new URL('../../../shared/reference/paper-rates.json', import.meta.url);
  test.skipIf(!existsSync(real))('the real one is read whole, and a model in it is matched', async () => {
    const file = await readOverlay(real.pathname);
    expect(file.rows.length).toBeGreaterThan(100);
    const label = file.rows.find(({ figure, tool }) => isPlainRate(figure ?? '') && tool !== undefined)?.label ?? '';
    const { overlay } = applyOverlay({ ...base, conditions: ours(label) }, file);
    expect(overlay?.matched).toEqual([label]);
  });
});
