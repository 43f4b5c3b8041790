import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { labelOf } from '../../../src/analysis/condition-label.ts';
import type { ConditionResult, Results } from '../../../src/analysis/results.ts';
import { outcomes } from '../../../src/conversation/outcome.ts';
import { renderHtml } from '../../../src/report/html/page.ts';
import { condition, hostile, pair, rateOf, sampleResults } from '../sample.ts';
import { sampleTrials, trialOf } from '../sample-trials.ts';
import { anyText } from '../any-text.ts';
import { readHtml, type ReadHtml } from './read-html.ts';

const results = sampleResults();
let page = '';
let read: ReadHtml;

beforeAll(async () => {
  page = await renderHtml(results, sampleTrials(results));
  read = readHtml(page);
});

function only(...conditions: ConditionResult[]): Results {
  return { ...results, conditions, pairs: [], warnings: [] };
}

/** The tags of a page, but for those that break a long heading of a drawing into lines. */
function tagsOf(markup: string): readonly string[] {
  return readHtml(markup).tags.filter((tag) => tag !== 'tspan');
}

describe('the HTML report', () => {
  test('needs nothing else: no script, no link, no request, and a policy that forbids them', () => {
    const allowed = new Set(
      'class id role aria-label tabindex scope colspan dir lang charset http-equiv content name open href title'.split(
        ' ',
      ),
    );
    for (const tag of ['script', 'link', 'iframe', 'img', 'object', 'form', 'foreignObject', 'image', 'use']) {
      expect(read.tags).not.toContain(tag);
    }
    const markupOutsideDrawings = readHtml(page.replace(/<svg .*?<\/svg>/gs, ''));
    for (const attribute of markupOutsideDrawings.attributes) expect(allowed).toContain(attribute);
    for (const attribute of read.attributes) expect(attribute).not.toMatch(/^on|xlink|src$/i);
    for (const [, target = ''] of page.matchAll(/ href="([^"]*)"/g)) expect(target).toMatch(/^#[a-z0-9-]+$/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
  });

  test('the chart of rates says what its lines are: an axis with numbers and a name', () => {
    const [first = ''] = page.match(/<svg .*?<\/svg>/s) ?? [];
    const texts = [...first.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['0', '25', '50', '75', '100', 'bail rate, %']));
  });

  test('hostile names and replies are shown as text', () => {
    expect(read.text).toContain(hostile.model);
    expect(read.text).toContain(hostile.dataset);
    expect(read.text).toContain('<script>alert(2)</script> " onload="alert(3) U+001B]0;titleU+0007 U+202Egnp.exe');
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/u);
  });

  test('the title cannot be left from a study name', async () => {
    const [study] = results.studies;
    const named = await renderHtml(
      { ...only(), studies: [{ ...study, name: hostile.model } as Results['studies'][0]] },
      [],
    );
    expect(readHtml(named).tags.filter((tag) => tag === 'title')).toHaveLength(1);
    expect(readHtml(named).tags).not.toContain('script');
  });

  test('any name of a model, dataset, item or category and any reply is only text', async () => {
    const text = anyText(12, '<svg onload=x>', '"><b>', '</text></svg>', '&#60;', '{{', '`', "'");
    const wanted = tagsOf(await renderHtml(only(condition({})), []));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const one = condition({ model: value, dataset: value, wording: value });
        expect(tagsOf(await renderHtml(only(one), []))).toEqual(wanted);
        const trial = trialOf(one, 'bail', { item: value, category: value });
        const steps = trial.steps.map((step) => ({ ...step, text: value, reasoning: value }));
        readHtml(await renderHtml(only(one), [{ ...trial, steps }]));
      }),
      { seed: 7, numRuns: 8 },
    );
  });

  test('the counts of every condition add up to its planned trials', () => {
    const table = page.slice(page.indexOf('<h2>What became of every planned trial'));
    const rows = [...table.slice(0, table.indexOf('</table>')).matchAll(/<tr>(.*?)<\/tr>/gs)]
      .map(([, row = '']) =>
        [...row.matchAll(/<td[^>]*>([\d,]+)<\/td>/g)].map(([, cell = '']) => Number(cell.replaceAll(',', ''))),
      )
      .filter((cells) => cells.length > 1);
    expect(rows).toHaveLength(results.conditions.filter(({ unsupported }) => unsupported === null).length);
    for (const [planned, ...counts] of rows) {
      expect(counts).toHaveLength(outcomes.length + 1);
      expect(counts.reduce((sum, value) => sum + value, 0)).toBe(planned);
    }
  });

  test('simulated models are marked in tables, drawings and transcripts', () => {
    for (const [before] of page.matchAll(/sim:tempted.{0,60}/gs)) {
      if (!before.startsWith('sim:tempted named two')) expect(before).toContain('(simulated)');
    }
  });

  test('unsupported, incomplete and too few are said in words', () => {
    expect(read.text).toContain('unsupported: no tools');
    expect(read.text).toContain('incomplete: 2,050 of 2,163 trials done');
    expect(read.text).toContain('too few: too little varies');
    expect(read.text).toContain('cannot conclude');
  });

  test('a transcript shows the conversation, our words, the question and the marked answer', () => {
    expect(page).toContain('<mark>&lt;answer&gt;LEAVE&lt;/answer&gt;</mark>');
    for (const words of [
      'You are a helpful assistant.',
      'leave_conversation',
      'would you rather leave or stay?',
      'reasoning,',
    ]) {
      expect(read.text).toContain(words);
    }
  });

  test('the call of the exit tool that decided is marked', async () => {
    const one = condition({ method: 'bail-tool', wording: 'plain' });
    const trial = trialOf(one, 'bail', { evidence: null });
    const call = { name: 'leave_conversation', arguments: '{}' };
    const steps = trial.steps.map((step) => Object.assign({}, step, { text: '', toolCalls: [call] }));
    expect(await renderHtml(only(one), [{ ...trial, steps }])).toContain('<mark><bdi>leave_conversation</bdi></mark>');
    expect(await renderHtml(only(one), [{ ...trial, steps, outcome: 'continue' }])).not.toContain('<mark><bdi>');
  });

  test('shows at most so many bails and so many others of each condition', async () => {
    const one = condition({}, rateOf({ bail: 50, continue: 50 }));
    const trials = [...Array(9).keys()].flatMap(() => [
      trialOf(one, 'bail'),
      trialOf(one, 'continue'),
      trialOf(one, 'unparsed'),
    ]);
    const few = await renderHtml(only(one), trials, { examples: 2 });
    const shown = [...few.matchAll(/class="outcome (\w+)"/g)].map(([, outcome]) => outcome);
    expect(shown).toEqual(['bail', 'bail', 'continue', 'unparsed']);
  });

  test('forty conditions with long transcripts stay under 2 MB', async () => {
    const many = [...Array(40).keys()].map((index) =>
      condition({ model: `model ${index % 8}`, wording: `wording ${index}` }),
    );
    const kinds = ['bail', 'bail', 'bail', 'continue', 'unparsed', 'continue'] as const;
    const trials = many.flatMap((one) => kinds.map((kind) => trialOf(one, kind, { journal: '&'.repeat(30_000) })));
    const large = await renderHtml(only(...many), trials);
    expect(Buffer.byteLength(large)).toBeLessThan(2_000_000);
    expect(readHtml(large).text).toContain('characters after this not shown');
  });

  test('every link leads to one place in the page, from a rate to its transcripts and back', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, target = '']) => target);
    for (const target of targets) expect(ids).toContain(target);
    const transcripts = targets.filter((target) => target.startsWith('read-'));
    expect(new Set(transcripts).size).toBe(results.conditions.filter(({ unsupported }) => unsupported === null).length);
    for (const target of transcripts) expect(targets).toContain(target.replace('read-', 'rate-'));
    expect(page).toMatch(/<details>\s*<summary>[^]*?<\/summary>\s*<p class="back" id="read-/);
  });

  test('a rate without transcripts is no link', async () => {
    expect(await renderHtml(only(condition({})), [])).not.toContain('#read-');
    expect(await renderHtml(only(condition({})), sampleTrials(results), { examples: 0 })).not.toContain('#read-');
  });

  test('forty conditions with twins, fifty situations and differences stay under 2 MB', async () => {
    const models = [...Array(8).keys()].map((index) => `model ${index}`);
    const methods = ['bail-tool', 'bail-string', 'placebo-tool'] as const;
    const prompts = ['bail-first', 'continue-first'] as const;
    const offers = [
      ...methods.map((method) => ({ method, order: null })),
      ...prompts.map((order) => ({ method: 'bail-prompt' as const, order })),
    ];
    const many = models.flatMap((model) => offers.map((offer) => condition({ model, ...offer, wording: 'default' })));
    const pairs = many.map((one) => pair({ kind: 'excess', against: 'benign twins' }, one, one));
    const situations = many.flatMap((one) =>
      [...Array(50).keys()].map((index) => ({
        ...labelOf(one, one.id),
        category: `category ${index % 12}`,
        situation: `a situation with a name, ${index}`,
        items: 4,
        rate: (index % 5) / 4,
        twinRate: 0.25,
        excess: (index % 5) / 4 - 0.25,
      })),
    );
    const trials = many.flatMap((one) => [trialOf(one, 'bail'), trialOf(one, 'continue')]);
    const large = await renderHtml({ ...only(...many), pairs, situations }, trials);
    expect(Buffer.byteLength(large)).toBeLessThan(2_000_000);
    expect(readHtml(large).text).toContain('a situation with a name, 49');
  });

  test('a store without conditions gives a page that says so little', async () => {
    expect(readHtml(await renderHtml({ ...only(), studies: [] }, [])).text).toContain('No condition offers an exit.');
  });
});
