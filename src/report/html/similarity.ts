import type { Coefficient, SimilarityResult } from '../../analysis/similarity/results.ts';
import { count, countOf, nothing, pValue, percent } from '../format.ts';
import type { ReportResults } from '../report-results.ts';
import {
  agreementGroups,
  agreementText,
  agreementTitle,
  coefficient,
  coefficientRange,
  similarityLabel,
  similarityText,
  similarityTitle,
  type AgreementRow,
} from '../similarity.ts';
import { pairRows, testedText } from '../similarity-pairs.ts';
import { agreementChart } from './charts/agreement-chart.ts';
import { heatMap } from './charts/heat-map.ts';
import type { PagePart } from './effects.ts';
import { html, type Html } from './html.ts';
import { foldedWhenLong, headingRow, modelName, scroll, tableHead } from './table-parts.ts';

/** Cells that are drawn on a page; maps beyond them are left to their tables. */
const mostCells = 5000;

/** Agreement between ways of offering and similarity of models, each with its table; none where there is nothing. */
export async function similarityParts(results: ReportResults): Promise<PagePart[]> {
  return [...(await agreementPart(results)), ...(await similarityPart(results))];
}

async function agreementPart(results: ReportResults): Promise<PagePart[]> {
  const groups = agreementGroups(results);
  if (groups.length === 0) return [];
  const heads = [
    html`Decisions<small>kappa, or alpha</small>`,
    html`p`,
    html`Same decision,&nbsp;%`,
    html`Rates of items<small>correlation</small>`,
    html`p`,
    html`cosine`,
    html`p`,
    html`Items<small>clusters</small>`,
  ];
  const bodies = groups.map(
    ({ title, rows }) =>
      html`<tbody>
        ${headingRow(html`<bdi>${title}</bdi>`, heads.length + 1)}${rows.map(agreementRow)}
      </tbody>`,
  );
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const table = scroll(html`${tableHead('Ways compared', heads)}${bodies}`, agreementTitle);
  const isDrawn = groups.some((group) => group.rows.some(({ decisions }) => decisions.value !== null));
  const body = html`<p class="note">${agreementText(results)}</p>
    ${
      isDrawn &&
      html`<figure>
        ${await agreementChart(groups)}
        <figcaption>
          <span><i class="key dot"></i>kappa of two ways, alpha of all</span>
          <span><i class="key thin"></i>95&nbsp;%, clusters drawn</span>
          <span>0: as by chance</span>
        </figcaption>
      </figure>`
    }
    ${foldedWhenLong(rows, `Table of these ${countOf(rows, 'comparison')}`, table)}`;
  return [{ id: 'agreement', title: agreementTitle, body }];
}

function agreementRow({ label, pair, decisions, items, clusters }: AgreementRow): Html {
  return html`<tr>
    <th scope="row">${label}</th>
    ${coefficientCells(decisions)}
    <td>${pair === null ? nothing : percent(pair.same)}</td>
    ${coefficientCells(pair?.correlation)} ${coefficientCells(pair?.cosine)}
    <td>${count(items)}<small>${count(clusters)}</small></td>
  </tr>`;
}

function coefficientCells(of: Coefficient | undefined): Html {
  if (of === undefined)
    return html`<td>${nothing}</td>
      <td>${nothing}</td>`;
  if (of.value === null) return html`<td class="reason" colspan="2"><small>${of.reason ?? nothing}</small></td>`;
  return html`<td class="main">
      ${coefficient(of.value)}<small>${of.low === null ? 'no interval' : coefficientRange(of)}</small>
    </td>
    <td>${pValue(of.p)}</td>`;
}

async function similarityPart(results: ReportResults): Promise<PagePart[]> {
  if (results.similarity.length === 0) return [];
  const bodies: Html[] = [];
  let cells = 0;
  for (const one of results.similarity) {
    const title = similarityLabel(one, results);
    cells += one.models.length ** 2;
    const isDrawn = one.models.length > 2 && cells <= mostCells;
    const label = `Correlations of ${countOf(one.models.length, 'model')}, ordered by likeness; the table below has the numbers`;
    const map = isDrawn
      ? html`<figure>
          <p class="figure-title"><bdi>${title}</bdi> <span class="soft">${countOf(one.items, 'item')}</span></p>
          <div class="scroll bare" role="region" aria-label="Map" tabindex="0">
            <div class="chart fixed">${await heatMap(one, label)}</div>
          </div>
          <figcaption>
            <span><i class="key like"></i>leave the same items</span>
            <span><i class="key opposite"></i>leave opposite items</span>
            <span><i class="key open"></i>cannot be compared</span>
          </figcaption>
        </figure>`
      : null;
    bodies.push(
      html`${map}
        <details class="long">
          <summary>Table: <bdi>${title}</bdi></summary>
          ${matrixTable(one)}
        </details>
        ${pairsTable(one)}`,
    );
  }
  const undrawn =
    cells > mostCells && html`<p class="note">Of so many models not every map is drawn: the tables have all.</p>`;
  const body = html`<p class="note">${similarityText}</p>
    ${undrawn}${bodies}`;
  return [{ id: 'similarity', title: similarityTitle, body }];
}

function matrixTable({ models, correlation, cosine }: SimilarityResult): Html {
  const heads = models.map((_, index) => String(index + 1));
  const rows = models.map(
    (model, row) =>
      html`<tr>
        <th scope="row">${row + 1} ${modelName(model)}</th>
        ${models.map(
          (_, column) =>
            html`<td>
              ${coefficient(correlation[row]?.[column])}<small>${coefficient(cosine[row]?.[column])}</small>
            </td>`,
        )}
      </tr>`,
  );
  return scroll(
    html`${tableHead(html`Correlation<small>cosine</small>`, heads)}
      <tbody>
        ${rows}
      </tbody>`,
    'Similarity of models',
  );
}

function pairsTable(of: SimilarityResult): Html {
  const text = testedText(of);
  const note = text !== '' && html`<p class="note">${text}</p>`;
  const rows = pairRows(of);
  if (rows.length === 0) return html`${note}`;
  const heads = [html`Correlation`, html`Cosine`, html`p`, html`adjusted p`, html`Items<small>clusters</small>`];
  const table = scroll(
    html`${tableHead('Models compared', heads)}
      <tbody>
        ${rows.map(
          ({ label, pair }) =>
            html`<tr>
              <th scope="row"><bdi>${label}</bdi></th>
              ${valueCell(pair.correlation)} ${valueCell(pair.cosine)}
              <td>${pValue(pair.cosine.p ?? pair.correlation.p)}</td>
              <td>${pValue(pair.pAdjusted)}</td>
              <td>${count(pair.items)}<small>${count(pair.clusters)}</small></td>
            </tr>`,
        )}
      </tbody>`,
    'Models compared',
  );
  return html`${note}${foldedWhenLong(rows.length, `Table of these ${countOf(rows.length, 'pair')}`, table)}`;
}

function valueCell(of: Coefficient): Html {
  if (of.value === null) return html`<td class="reason"><small>${of.reason ?? nothing}</small></td>`;
  return html`<td class="main">
    ${coefficient(of.value)}<small>${of.low === null ? 'no interval' : coefficientRange(of)}</small>
  </td>`;
}
