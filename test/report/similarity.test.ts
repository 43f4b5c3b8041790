import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Results } from '../../src/analysis/results.ts';
import type { Coefficient, WayPair } from '../../src/analysis/similarity/results.ts';
import { displayWidth } from '../../src/base/text-table.ts';
import { csvSections, renderCsv } from '../../src/report/csv.ts';
import { renderHtml } from '../../src/report/html/page.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { nearestModels } from '../../src/report/similarity.ts';
import { renderTable } from '../../src/report/table.ts';
import { readHtml } from './html/read-html.ts';
import { hostile, sampleResults } from './sample.ts';

const found: Coefficient = { value: 0.4321, low: 0.2, high: 0.61, p: 0.0004, reason: null };
const none: Coefficient = { value: null, low: null, high: null, p: null, reason: 'the first list is constant' };

function wayPair(a: string, b: string, kappa: Coefficient): WayPair {
  return {
    a,
    b,
    items: 163,
    draws: 489,
    clusters: 41,
    same: 0.9,
    kappa,
    correlation: { ...found, value: -0.25 },
    cosine: found,
  };
}

/** Two models, one with a stranger's name, and as many more as asked for. */
function results(models = 2): Results {
  const sample = sampleResults();
  const way = { readout: 'sampled', wording: 'default' } as const;
  const ways = [
    { condition: '2-1', method: 'bail-tool', order: null, ...way },
    { condition: '3-1', method: 'bail-string', order: null, ...way },
  ] as const;
  const place = { study: 'first-look', simulated: false, dataset: hostile.dataset };
  const names = [hostile.model, ...Array.from({ length: models - 1 }, (_, index) => `model-${index}`)];
  const matrix = names.map((_, row) =>
    names.map((__, column) => (row === column ? 1 : Math.min(row, column) === 0 ? null : -0.5)),
  );
  return {
    ...sample,
    agreement: {
      permutations: 9999,
      bootstrapDraws: 2000,
      groups: [
        { ...place, model: hostile.model, ways, alpha: null, pairs: [wayPair('2-1', '3-1', found)] },
        {
          ...place,
          model: 'never',
          ways,
          alpha: null,
          pairs: [{ ...wayPair('2-1', '3-1', none), correlation: none, cosine: none }],
        },
      ],
    },
    similarity: [
      {
        study: place.study,
        dataset: place.dataset,
        method: 'bail-tool',
        order: null,
        readout: 'sampled',
        models: names.map((model, index) => ({ model, simulated: false, condition: `${index}-1` })),
        modelsLeft: 0,
        items: 163,
        correlation: matrix,
        cosine: matrix,
        permutations: 9999,
        bootstrapDraws: 2000,
        modelsTested: 2,
        pairs: [{ a: '0-1', b: '1-1', items: 163, clusters: 41, correlation: found, cosine: found, pAdjusted: 0.0123 }],
      },
    ],
  };
}

describe('agreement and similarity', () => {
  const table = renderTable(results(), { color: false, width: 80 });

  test('a line of the terminal has kappa, its interval, p, and the correlation', () => {
    expect(table).toMatch(/^ {4}tool × string +0\.43 +0\.20 to 0\.61 +<0\.001 +−0\.25 +0\.20 to 0\.61 +<0\.001/m);
  });

  test('where a way never left, it says so instead of a number', () => {
    expect(table).toContain('each way never, or always, left: nothing to compare');
  });

  test.each([40, 60, 80, 120])('they fit %d columns, with few models and with many', (width) => {
    for (const models of [2, 5, 40]) {
      const lines = renderTable(results(models), { color: false, width }).split('\n');
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(Math.max(width, 60));
    }
  });

  test('of many models each stands with the one it is most like', () => {
    const [similarity] = results(40).similarity;
    expect(nearestModels(similarity!)).toHaveLength(39);
    expect(renderTable(results(40), { color: false, width: 80 })).toMatch(/^ {4}model-3 +model-0 +−0\.50 +−0\.50$/m);
  });

  test('two models have an interval and an adjusted p, and of many it is said which are tested', () => {
    expect(table).toMatch(/1 × 2 +0\.43 +0\.20 to 0\.61 +0\.43 .* +0\.012/m);
    const [one] = results().similarity;
    const many = {
      ...results(),
      similarity: [{ ...one!, models: [...one!.models, ...results(40).similarity[0]!.models] }],
    };
    expect(renderMarkdown(many)).toContain('Tested are each two of the first 2 models of the study.');
  });

  test('Markdown and JSON have every number', () => {
    const markdown = renderMarkdown(results());
    expect(markdown).toContain('| 0.43 | 0.20 to 0.61 | <0.001 | 90.0 | −0.25 |');
    expect(markdown).toContain('| – / – |');
    const { agreement, similarity } = JSON.parse(renderJson(results())) as Results;
    expect(agreement).toEqual(results().agreement);
    expect(similarity).toEqual(results().similarity);
  });
});

describe('in the page', () => {
  let page = '';
  beforeAll(async () => {
    page = await renderHtml(results(5), []);
  }, 60_000);

  test('both have a drawing for those who cannot see it too, and a table', () => {
    for (const id of ['agreement', 'similarity']) {
      const [, rest = ''] = page.split(`<section id="${id}">`);
      const part = rest.slice(0, rest.indexOf('</section>'));
      expect(part).toMatch(/role="img" aria-label="[^"]{30,}the table/);
      expect(part).toContain('<table>');
    }
  });

  test('a name from outside stays text, in drawings too', () => {
    const read = readHtml(page);
    expect(read.tags).not.toContain('script');
    expect(page).not.toContain(hostile.model);
    expect(page).toContain('&lt;script&gt;');
  });

  test('maps of very many models are left to their tables', async () => {
    const many = results(60);
    const twice = { ...many, similarity: [...many.similarity, ...many.similarity] };
    const drawn = await renderHtml(twice, []);
    const [, rest = ''] = drawn.split('<section id="similarity">');
    const part = rest.slice(0, rest.indexOf('</section>'));
    expect(part.match(/<svg/g)).toHaveLength(1);
    expect(part.match(/<table>/g)).toHaveLength(4);
    expect(part).toContain('not every map is drawn');
  });
});

describe('agreement and similarity as CSV', () => {
  const rowsOf = (section: (typeof csvSections)[number], of = results()): Record<string, string>[] =>
    parse(renderCsv(of, { section }), { columns: true, record_delimiter: '\r\n' });

  test('agreement has every coefficient exactly, with what it is of, and the reason where there is none', () => {
    const of = results();
    const [first, second] = of.agreement.groups;
    if (first === undefined) throw new Error('no group');
    const alpha = { ...found, value: 0.6, items: 160, draws: 480, clusters: 40 };
    const rows = rowsOf('agreement', {
      ...of,
      agreement: { ...of.agreement, groups: [{ ...first, alpha }, second ?? first] },
    });
    expect(rows.map((row) => row['coefficient'])).toEqual([
      'alpha',
      ...Array.from({ length: 2 }, () => ['same', 'kappa', 'correlation', 'cosine']).flat(),
    ]);
    expect(rows[0]).toMatchObject({ a: '', b: '', items: '160', value: '0.6', low: '0.2', high: '0.61', p: '0.0004' });
    expect(rows[1]).toMatchObject({ a: '2-1', methodA: 'bail-tool', b: '3-1', methodB: 'bail-string', value: '0.9' });
    expect(rows[3]).toMatchObject({ value: '-0.25', draws: '489', clusters: '41', reason: '' });
    expect(rows.at(-1)).toMatchObject({ model: 'never', value: '', p: '', reason: none.reason });
    expect(rows[0]?.['model']?.replace(/^'/, '')).toBe(hostile.model);
  });

  test('similarity has every two models once, an empty cell where one leaves all alike', () => {
    const of = results(3);
    const [matrix] = of.similarity;
    const rows = rowsOf('similarity', of);
    expect(rows.map(({ a, b }) => `${a} ${b}`)).toEqual(['0-1 1-1', '0-1 2-1', '1-1 2-1']);
    expect(rows.map(({ correlation }) => correlation)).toEqual(['', '', '-0.5']);
    expect(rows[2]).toMatchObject({
      modelA: matrix?.models[1]?.model,
      modelB: matrix?.models[2]?.model,
      leastItems: '163',
    });
  });

  test('have the documented columns', () => {
    const documented = readFileSync(new URL('../../docs/report.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
    for (const section of ['contrasts', 'agreement', 'similarity'] as const) {
      const [header] = renderCsv(results(), { section }).split('\r\n');
      expect(documented).toContain(`\`${header?.replaceAll(',', ', ')}\``);
    }
  });
});
