import { controlGroups, controlsText } from '../controls.ts';
import {
  effectQuestions,
  effectSections,
  factorCells,
  groupHeading,
  hasFactor,
  type EffectRow,
  type EffectSection,
} from '../effects.ts';
import { count, nothing, percent, percentRange, points, pointsRange } from '../format.ts';
import { cannotConclude, hasFewFixed } from '../labels.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';
import { situationGrids } from '../situations.ts';
import type { Anchors } from './anchors.ts';
import { authorFactorChart, authorRateChart } from './charts/author-charts.ts';
import { effectChart } from './charts/effect-chart.ts';
import { html, type Html } from './html.ts';
import { situationParts } from './situations.ts';
import { foldedWhenLong, headingRow, scroll, tableHead } from './table-parts.ts';

/** A part of the page with a heading that the contents name. */
export interface PagePart {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** Draws what a page needs before its links are known; the parts are made when they are. */
export async function drawEffects(results: ReportResults): Promise<(anchors: Anchors) => PagePart[]> {
  const sections = effectSections(results);
  const charts = await Promise.all(sections.map(effectChart));
  const ofAuthors = await Promise.all(sections.map((section) => authorFigures(section, results)));
  const situations = await situationParts(situationGrids(results));
  return (anchors) => [
    ...controlsPart(results, anchors),
    ...sections.map((section, index) => ({
      id: `effect-${section.kind}`,
      title: effectQuestions[section.kind],
      body: html`<p class="note">${section.title}.</p>
        <figure>
          ${charts[index] ?? null}
          <figcaption>
            <span><i class="key dot"></i>difference</span>
            <span><i class="key thin"></i>95&nbsp;% for situations like these</span>
            <span><i class="key ring"></i>cannot conclude: fewer than six clusters differ</span>
          </figcaption>
        </figure>
        ${ofAuthors[index] ?? null} ${effectTable(section, anchors)} ${section.kind === 'excess' && situations(anchors)}`,
    })),
  ];
}

/** Of authors: the rates themselves, and the factors; `null` for other kinds. */
async function authorFigures(section: EffectSection, results: ReportResults): Promise<Html | null> {
  if (!hasFactor(section.kind)) return null;
  const [rates, factors] = [await authorRateChart(section, results), await authorFactorChart(section)];
  return html`<figure>
      ${rates}
      <figcaption>
        <span><i class="key dot"></i>rate</span>
        <span><i class="key thin"></i>95&nbsp;% for situations like these</span>
      </figcaption>
    </figure>
    <figure>
      ${factors}
      <figcaption>
        <span><i class="key dot"></i>factor</span>
        <span><i class="key thin"></i>95&nbsp;% for situations like these; an arrow goes on beyond the axis</span>
        <span><i class="key ring"></i>cannot conclude</span>
      </figcaption>
    </figure>`;
}

function effectTable(section: EffectSection, anchors: Anchors): Html {
  const heads = [
    html`${section.a},&nbsp;%`,
    html`${section.b},&nbsp;%`,
    'Difference, points',
    html`95&nbsp;%, situations like&nbsp;these`,
    html`95&nbsp;%, exactly these&nbsp;items`,
    ...(hasFactor(section.kind) ? ['Factor', html`95&nbsp;%`] : []),
    'Items',
    html`Clusters<small>that differ</small>`,
  ];
  const bodies = section.groups.map(
    (group) =>
      html`<tbody>
        ${headingRow(html`<bdi>${groupHeading(group)}</bdi>`, heads.length + 1)}${group.rows.map((row) => effectRow(row, anchors))}
      </tbody>`,
  );
  const rows = section.groups.reduce((sum, group) => sum + group.rows.length, 0);
  return foldedWhenLong(
    rows,
    `Table of these ${rows} differences`,
    scroll(html`${tableHead('', heads)}${bodies}`, section.title),
  );
}

function effectRow({ label, pair }: EffectRow, anchors: Anchors): Html {
  const sure = pair.conclusion === 'interval';
  return html`<tr>
    <th scope="row"><bdi>${label}</bdi></th>
    <td>${anchors.linked(pair.a, percent(pair.rateA))}</td>
    <td>${anchors.linked(pair.b, percent(pair.rateB))}</td>
    <td class="main">${points(pair.difference)}</td>
    <td class="${sure ? '' : 'reason'}">${sure ? pointsRange(pair.low, pair.high) : cannotConclude(pair)}</td>
    <td>
      ${pointsRange(pair.lowFixed, pair.highFixed)}${hasFewFixed(pair) && html`<small class="warn">too few</small>`}
    </td>
    ${hasFactor(pair.kind) && factorCells(pair).map((cell) => html`<td>${cell}</td>`)}
    <td>${count(pair.items)}</td>
    <td>${count(pair.clusters)}<small>${count(pair.discordantClusters)}</small></td>
  </tr>`;
}

function controlsPart(results: ReportResults, anchors: Anchors): PagePart[] {
  const groups = controlGroups(results);
  if (groups.length === 0) return [];
  const heads = [
    html`Told to leave,&nbsp;%`,
    html`Told nothing,&nbsp;%`,
    html`Told to stay,&nbsp;%`,
    html`What it does`,
  ];
  const bodies = groups.map(
    (group) =>
      html`<tbody>
        ${headingRow(html`<bdi>${groupHeading(group)}</bdi>`, 5)}
        ${group.rows.map(
          (row) =>
            html`<tr>
              <th scope="row"><bdi>${row.label}</bdi></th>
              ${[row.leave, row.plain, row.stay].map((condition) => controlCell(condition, anchors))}
              <td class="verdict">${row.verdict}</td>
            </tr>`,
        )}
      </tbody>`,
  );
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const table = scroll(html`${tableHead('Offered as', heads)}${bodies}`, 'Controls');
  return [
    {
      id: 'controls',
      title: 'Does the model understand the exit?',
      body: html`<p class="note">${controlsText}</p>
        ${foldedWhenLong(rows, `Table of ${rows} exits`, table)}`,
    },
  ];
}

function controlCell(condition: ReportCondition | null, anchors: Anchors): Html {
  if (condition === null) return html`<td>${nothing}</td>`;
  return html`<td>
    ${anchors.linked(condition, percent(condition.rate))}<small>${percentRange(condition.low, condition.high)}</small>
  </td>`;
}
