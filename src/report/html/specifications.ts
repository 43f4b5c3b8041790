import type { SpecificationCurve } from '../../analysis/specification-results.ts';
import { countOf } from '../format.ts';
import { modelLabel } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import { curveTitle } from '../specifications.ts';
import { specificationChart } from './charts/specification-chart.ts';
import { modelColour } from './charts/specification-spec.ts';
import { html, type Html } from './html.ts';

/** Curves drawn at once; further ones are in the tables. */
const mostCurves = 6;

/** Marks of all drawings together: each takes about 150 bytes of the page. */
const mostMarks = 3_000;

/** The specification curves of a report as drawings; `null` where there are none. */
export async function specificationDrawings(results: ReportResults): Promise<Html | null> {
  const drawn = results.specifications.filter(({ models }) => models.some(({ rate }) => rate !== null));
  if (drawn.length === 0) return null;
  const shown = drawn.slice(0, mostCurves);
  const charts = await Promise.all(shown.map((curve) => specificationChart(curve, mostMarks / shown.length)));
  const left = drawn.length - shown.length;
  return html`${shown.map((curve, index) => figure(curve, charts[index] ?? null, results))}
  ${left > 0 && html`<p class="note">${countOf(left, 'further curve')} not drawn: see the tables.</p>`}`;
}

function figure(curve: SpecificationCurve, chart: Html | null, results: ReportResults): Html {
  return html`<figure>
    <p class="figure-title"><bdi>${curveTitle(curve, results)}</bdi></p>
    ${chart}
    <figcaption>
      ${curve.models.map(
        (model, index) =>
          html`<span
            ><i class="key dot" style="background:${modelColour(index)}"></i><bdi>${modelLabel(model)}</bdi></span
          >`,
      )}
      <span
        >each column is one way to come to the rates, its choices marked below; the dashed line is that of the table of
        rates</span
      >
    </figcaption>
  </figure>`;
}
