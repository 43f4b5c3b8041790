import { beforeAll, describe, expect, test } from 'vitest';

import type { TogetherResult } from '../../src/analysis/refusals/results.ts';
import type { Results } from '../../src/analysis/results.ts';
import { drawFigure } from '../../src/report/figures/draw.ts';
import type { FigureData } from '../../src/report/figures/figure.ts';
import { paperFigures } from '../../src/report/figures/paper-figures.ts';
import { effectResults } from './sample-effects.ts';
import { authors, condition, hostile, pair, rateOf, sampleResults } from './sample.ts';

const names = {
  study: 'first-look',
  simulated: false,
  dataset: 'bailbench',
  readout: 'sampled',
  leadIn: null,
  ...authors,
} as const;
const share = {
  rate: 0.4,
  low: 0.3,
  high: 0.5,
  lowFixed: 0.35,
  highFixed: 0.45,
  intervalMethod: null,
  intervalMethodFixed: null,
  tooFew: false,
  tooFewFixed: false,
};

/** Every figure has data: refusals of two models, conversations of one; names from outside hold whatever they can. */
function everything(): Results {
  const found = effectResults();
  const models = [hostile.model, 'Mira-3B'];
  const points = models.map((model, index) => ({
    condition: `${index}-1`,
    model,
    simulated: false,
    refusal: 0.8,
    bail: 0.1,
  }));
  const coefficient = { value: -0.25, low: -0.5, high: 0.1, p: 0.3 };
  const turn = { rate: 0.1, low: 0, high: 0.2, tooFew: true };
  return {
    ...found,
    conditions: [...found.conditions, ...sampleResults().conditions],
    pairs: [...found.pairs, ...sampleResults().pairs],
    refusals: {
      ...sampleResults().refusals,
      scorers: [{ name: 'lexicon', version: '1', scored: 9, failed: 0, unscored: 0 }],
      rates: models.map((model) => ({
        ...names,
        ...share,
        condition: '1-1',
        model,
        method: 'baseline',
        order: null,
        wording: null,
        scorer: 'lexicon',
        version: '1',
        replies: {
          refusal: 4,
          partial: 0,
          none: 6,
          empty: 0,
          filtered: 0,
          providerRefusal: 0,
          failed: 0,
          unscored: 0,
          noReply: 0,
        },
        n: 10,
        items: 10,
        clusters: 5,
        rateFull: null,
        meanScore: null,
        bounds: null,
        categories: [],
      })),
      together: models.map((model): TogetherResult => ({
        ...names,
        condition: '2-1',
        model,
        method: 'bail-tool',
        order: null,
        wording: 'default',
        scorer: 'lexicon',
        version: '1',
        basis: 'product',
        refusalsOf: '1-1',
        items: 10,
        clusters: 5,
        n: 10,
        bail: share,
        refusal: share,
        noRefusalBail: share,
        refusalBail: share,
        noBailRefusal: share,
        neither: share,
        noText: null,
        noAnswer: 0,
        bounds: { noRefusalBail: [0, 0.4], refusalBail: [0, 0.4], noBailRefusal: [0, 0.4], neither: [0, 1] },
        paper: null,
        conversations: null,
      })),
      categoryCorrelations: [],
      correlations: [
        {
          ...names,
          method: 'bail-tool',
          order: null,
          wording: 'default',
          scorer: 'lexicon',
          points,
          pearson: coefficient,
          spearman: null,
          kendall: null,
          distance: coefficient,
        },
      ],
    },
    conversations: [
      {
        ...names,
        condition: '3-1',
        model: hostile.model,
        method: 'bail-tool',
        order: null,
        wording: 'default',
        conversations: 9,
        clusters: 9,
        counted: 9,
        leftOut: 0,
        share: 0.2,
        low: 0.1,
        high: 0.4,
        lowFixed: 0.1,
        highFixed: 0.4,
        tooFew: true,
        tooFewFixed: true,
        open: 0,
        bounds: [0.2, 0.2],
        turns: [{ turn: 1, atRisk: 9, exits: 1, hazard: turn, survival: turn, answered: 9, unconditional: turn }],
        lengths: [],
      },
    ],
  };
}

function drawn(results: Results): readonly FigureData[] {
  return paperFigures(results).flatMap((outcome) => (outcome.kind === 'drawn' ? outcome.figures : []));
}

/** The record of a figure's table as an object. */
function records({ table }: FigureData): Record<string, unknown>[] {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((name, index) => [name, row[index]])));
}

describe('the figures of the paper', () => {
  const figures = drawn(everything());
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  let svgs: readonly string[] = [];
  beforeAll(async () => {
    svgs = await Promise.all(figures.map(drawFigure));
  }, 60_000);

  test('are those the store has data for; of the others it is said what would give them', () => {
    expect(figures.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'bail-rates-bailbench',
        'refusal-rates-bailbench',
        'no-refusal-bail-bailbench',
        'bail-against-refusal-bailbench',
        'wordings-starter',
        'lead-ins-starter',
        'order-bailbench',
        'conversations-bailbench',
        'turns-bailbench',
      ]),
    );
    const empty = { ...sampleResults(), conditions: [], pairs: [] };
    for (const outcome of paperFigures(empty)) {
      if (outcome.kind === 'drawn') throw new Error('nothing is there to draw');
      expect(outcome.missing.how).toMatch(/(?:examples\/[\w/.-]+\.yaml|docs\/[\w-]+\.md)/);
    }
  });

  test('have names for files that no text from outside can bend', () => {
    expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
    for (const { name } of figures) expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  test('a method the model cannot do, or was never run, is said to be so and is no 0', () => {
    const results = {
      ...sampleResults(),
      pairs: [],
      conditions: [
        condition({ model: 'a', method: 'bail-tool', unsupported: 'no tools' }, rateOf({})),
        condition({ model: 'a', method: 'bail-string' }, rateOf({ bail: 3, continue: 7 })),
        condition({ model: 'b', method: 'bail-tool' }, rateOf({ continue: 9 })),
      ],
    };
    const rates = records(drawn(results)[0] as FigureData);
    expect(rates.map(({ row, series, value, note }) => [row, series, value, note])).toEqual([
      ['a', 'bail-tool', null, 'not possible'],
      ['a', 'bail-string', 0.3, null],
      ['b', 'bail-tool', 0, null],
      ['b', 'bail-string', null, 'not run'],
    ]);
  });

  test('their tables have what is drawn, with intervals and paired differences', () => {
    const order = records(byName.get('order-bailbench') as FigureData);
    expect(order[0]).toMatchObject({ series: 'leaving named first', value: 1, difference: expect.any(Number) });
    const lead = records(byName.get('lead-ins-starter') as FigureData);
    expect(lead.map(({ row }) => row)).not.toContain('told-to-leave');
    expect(records(byName.get('no-refusal-bail-bailbench') as FigureData)[0]).toMatchObject({
      value: 0.4,
      low: 0.3,
      boundsLow: 0,
      boundsHigh: 0.4,
      note: 'product',
    });
    expect(records(byName.get('bail-against-refusal-bailbench') as FigureData)[0]).toMatchObject({
      refusal: 0.8,
      bail: 0.1,
      pearson: -0.25,
      pearsonP: 0.3,
    });
    expect(records(byName.get('turns-bailbench') as FigureData)[0]).toMatchObject({ turn: 1, rate: 0.1, answered: 9 });
  });

  test('what others wrote stands beside the model’s own, and in no other figure', () => {
    const own = condition({ model: 'a', method: 'bail-prompt', order: 'bail-first' }, rateOf({ bail: 3, continue: 7 }));
    const about = { ...own, id: '77-1', replyAuthor: 'b', ...rateOf({ bail: 6, continue: 4 }) };
    const pairs = [pair({ kind: 'reply-author', difference: 0.3 }, about, own)];
    const [rates, byAuthor] = drawn({ ...sampleResults(), conditions: [own, about], pairs });
    expect(records(rates as FigureData).map(({ row, value }) => [row, value])).toEqual([['a', 0.3]]);
    expect(records(byAuthor as FigureData).map(({ row, value, difference }) => [row, value, difference])).toEqual([
      ['its own reply', 0.3, null],
      ['reply by b', 0.6, 0.3],
    ]);
  });

  test('factors of transcripts by others are drawn with their intervals, and an end that is open is none in the CSV', async () => {
    const own = condition({ model: 'a', method: 'bail-prompt', order: 'bail-first' }, rateOf({ bail: 3, continue: 7 }));
    const by = (id: string, replyAuthor: string): typeof own => ({ ...own, id, replyAuthor });
    const factors = [
      { ratio: 2, low: 1.5, high: 2.5, conclusion: 'interval' },
      { ratio: 0, low: 0, high: null, conclusion: 'cannot conclude' },
      { ratio: 4000, low: 900, high: 5000, conclusion: 'interval' },
      { ratio: null, low: 0, high: null, conclusion: 'cannot conclude' },
    ] as const;
    const others = factors.map((_, index) => by(`7${index}-1`, `other ${index}`));
    const pairs = others.map((one, index) => pair({ kind: 'reply-author', factor: factors[index] }, one, own));
    const figure = drawn({ ...sampleResults(), conditions: [own, ...others], pairs })[2] as FigureData;
    expect(figure.name).toBe('transcripts-by-others-factor-bailbench');
    expect(records(figure).map(({ row, factor, low, high }) => [row, factor, low, high])).toEqual(
      factors.map(({ ratio, low, high }, index) => [`reply by other ${index}`, ratio, low, high]),
    );
    const svg = await drawFigure(figure);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
    for (const text of ['2.00', '0.00', '4000.00', 'reply by other 3', '0.5']) expect(svg).toContain(`>${text}</text>`);
  });

  test('are drawings that stand alone: no script, no request, text from outside is text', () => {
    for (const svg of svgs) {
      expect(svg).toMatch(
        /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*>/,
      );
      expect(svg).not.toMatch(/<script|<image|href=|onload=|var\(|currentColor|NaN|undefined/);
      expect(svg).not.toContain(hostile.model);
      expect(svg).toContain('prefers-color-scheme:dark');
      const open = [...svg.matchAll(/<([a-z]+)(?:\s[^<>]*)?(?<!\/)>/gi)].map(([, name]) => name);
      const closed = [...svg.matchAll(/<\/([a-z]+)>/gi)].map(([, name]) => name);
      expect([...Map.groupBy(open, (name) => name)].map(([name, all]) => [name, all.length])).toEqual(
        expect.arrayContaining([...Map.groupBy(closed, (name) => name)].map(([name, all]) => [name, all.length])),
      );
      expect(open).toHaveLength(closed.length);
    }
  });
});
