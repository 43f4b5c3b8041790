import { countOf } from '../format.ts';
import { coefficientText } from '../refusals/correlation-section.ts';
import type { ReportResults } from '../report-results.ts';
import { categoryScatters, modelScatters, type Scatter } from '../scatters.ts';
import { scatterChart } from './charts/scatter-chart.ts';
import { html, type Html } from './html.ts';

/** Squares drawn for one section, about 12 kB of the page each; further ones are in its table. */
const mostPanels = 16;

/** Refusal against bail over models as drawings; `null` where there are no two models. */
export function modelDrawings(results: ReportResults): Promise<Html | null> {
  return drawings(modelScatters(results), 'model');
}

/** Refusal against bail over categories as drawings; `null` where there are too few. */
export function categoryDrawings(results: ReportResults): Promise<Html | null> {
  return drawings(categoryScatters(results), 'category');
}

async function drawings(scatters: readonly Scatter[], one: 'model' | 'category'): Promise<Html | null> {
  if (scatters.length === 0) return null;
  let room = mostPanels;
  const shown = scatters
    .map(({ title, panels }) => {
      const own = panels.slice(0, Math.max(0, room));
      room -= panels.length;
      return { title, panels: own };
    })
    .filter(({ panels }) => panels.length > 0);
  const figures: Html[] = [];
  for (const scatter of shown) figures.push(await figure(scatter, one));
  return html`${figures}
  ${room < 0 && html`<p class="note">${countOf(-room, 'further square')} not drawn: see the table.</p>`}`;
}

async function figure({ title, panels }: Scatter, one: 'model' | 'category'): Promise<Html> {
  const names = [...new Set(panels.flatMap(({ points }) => points.map(({ name }) => name)))];
  const what = one === 'model' ? countOf(names.length, 'model') : countOf(names.length, 'category', 'categories');
  const label = `Refusal rate against bail rate of ${what}, in ${countOf(panels.length, 'square')}, one for each way of offering; the tables have the numbers`;
  const drawn = await scatterChart(
    label,
    panels.map((panel) => ({
      title: panel.title,
      line: panel.pearson === null ? 'too few points for a coefficient' : `Pearson ${coefficientText(panel.pearson)}`,
      points: panel.points.map(({ name, refusal, bail }) => ({ number: names.indexOf(name) + 1, refusal, bail })),
    })),
  );
  return html`<figure>
    <p class="figure-title"><bdi>${title}</bdi></p>
    ${drawn}
    <figcaption>
      ${names.map((name, index) => html`<span><b>${index + 1}</b> <bdi>${name}</bdi></span>`)}
      <span>each point is a ${one}; a crowded one may go without its number</span>
    </figcaption>
  </figure>`;
}
