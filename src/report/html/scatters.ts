import type { CoefficientResult, CorrelationResult } from '../../analysis/refusals/results.ts';
import { countOf } from '../format.ts';
import { groupLabel } from '../groups.ts';
import { methodLabel, modelLabel } from '../labels.ts';
import { coefficientText } from '../refusals/correlation-section.ts';
import type { ReportResults } from '../report-results.ts';
import { visibleLine } from '../visible-text.ts';
import { scatterChart } from './charts/scatter-chart.ts';
import { html, type Html } from './html.ts';

/** Squares drawn for one section, about 12 kB of the page each; further ones are in its table. */
const mostPanels = 16;

/** Squares under one heading, whose points are numbered alike. */
interface Scatter {
  readonly title: string;
  readonly panels: readonly Panel[];
}

interface Panel {
  readonly title: string;
  readonly pearson: CoefficientResult | null;
  readonly points: readonly { readonly name: string; readonly refusal: number; readonly bail: number }[];
}

/** Refusal against bail over models, by the first scorer; `null` where there are no two models. */
export function modelScatters(results: ReportResults): Promise<Html | null> {
  const own = firstScorers(results.refusals.correlations, results);
  const groups = Map.groupBy(own, ({ study, dataset, leadIn }) => JSON.stringify([study, dataset, leadIn]));
  const scatters = [...groups.values()].map((members): Scatter => {
    const { study, dataset, leadIn } = members[0] as CorrelationResult;
    const parts = [
      visibleLine(dataset, 60),
      results.studies.length > 1 ? `study ${visibleLine(study, 40)}` : '',
      leadInText(leadIn),
    ];
    const panels = members.map((one) => ({
      title: panelTitle(one),
      pearson: one.pearson,
      points: one.points.map((point) => ({ ...point, name: modelLabel(point) })),
    }));
    return { title: parts.filter((part) => part !== '').join(' · '), panels };
  });
  return drawings(scatters, 'model');
}

/** Refusal against bail over the categories of each model's items, by the first scorer; `null` where there are too few. */
export function categoryScatters(results: ReportResults): Promise<Html | null> {
  const own = firstScorers(results.refusals.categoryCorrelations, results);
  const groups = Map.groupBy(own, ({ study, model, simulated, dataset, leadIn }) =>
    JSON.stringify([study, model, simulated, dataset, leadIn]),
  );
  const scatters = [...groups.values()].map((members): Scatter => {
    const [first] = members as [(typeof own)[number]];
    const leadIn = leadInText(first.leadIn);
    const panels = members.map((one) => ({
      title: panelTitle(one),
      pearson: one.pearson,
      points: one.points.map((point) => ({ ...point, name: visibleLine(point.category, 60) })),
    }));
    return { title: groupLabel(first, results) + (leadIn === '' ? '' : ` · ${leadIn}`), panels };
  });
  return drawings(scatters, 'category');
}

function firstScorers<One extends { readonly scorer: string }>(list: readonly One[], results: ReportResults): One[] {
  const scorer = results.refusals.scorers[0]?.name;
  return list.filter((one) => one.scorer === scorer);
}

function leadInText(leadIn: string | null): string {
  return leadIn === null ? '' : `lead-in ${visibleLine(leadIn, 40)}`;
}

function panelTitle(one: Pick<CorrelationResult, 'method' | 'order' | 'readout' | 'wording'>): string {
  const wording = one.wording === null || one.wording === 'default' ? '' : `, ${visibleLine(one.wording, 40)}`;
  return methodLabel(one) + wording;
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
