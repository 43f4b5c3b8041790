import { expect, test } from 'vitest';

import { scatterChart } from '../../../src/report/html/charts/scatter-chart.ts';

const points = [
  { number: 1, refusal: 0, bail: 0 },
  { number: 2, refusal: 1, bail: 0.25 },
  { number: 3, refusal: 0.5, bail: 1 },
];

/** Where a drawing has its points, and what is written in it. */
function readDrawing(svg: string): { readonly dots: readonly { x: number; y: number }[]; readonly texts: string[] } {
  const dots = [...svg.matchAll(/<path[^>]*translate\(([\d.]+),([\d.]+)\)[^>]*fill="var\(--accent\)"/g)];
  return {
    dots: dots.map(([, x, y]) => ({ x: Number(x), y: Number(y) })),
    texts: [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text),
  };
}

test('what is refused more stands further right, what is left more higher, on wide and on narrow screens', async () => {
  const panels = [1, 2, 3, 4].map((panel) => ({ title: `way ${panel}`, line: `Pearson of ${panel}`, points }));
  const drawn = (await scatterChart('three models', panels)).toString().split('<div').slice(1);
  expect(drawn).toHaveLength(2);
  for (const svg of drawn) {
    const { dots, texts } = readDrawing(svg);
    expect(dots).toHaveLength(panels.length * points.length);
    const size = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
    for (const [index, { title, line }] of panels.entries()) {
      const [none, most, half] = dots.slice(index * 3, index * 3 + 3) as [Dot, Dot, Dot];
      expect(half.x - none.x).toBeCloseTo((most.x - none.x) / 2, 6);
      expect(none.y - most.y).toBeCloseTo((none.y - half.y) / 4, 6);
      expect(most.x).toBeGreaterThan(none.x);
      expect(half.y).toBeLessThan(none.y);
      expect(most.x).toBeLessThan(Number(size?.[1]));
      expect(none.y).toBeLessThan(Number(size?.[2]));
      expect(texts).toContain(title);
      expect(texts).toContain(line);
    }
    for (const number of ['1', '2', '3']) expect(texts.filter((text) => text === number)).toHaveLength(4);
  }
});

type Dot = { x: number; y: number };
