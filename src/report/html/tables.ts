import type { CategoryResult, RateResult } from '../../analysis/results.ts';
import { outcomes } from '../../conversation/outcome.ts';
import { variations } from '../effects.ts';
import { count, countOf, nothing, percent, percentRange } from '../format.ts';
import { markSigns, markTexts, methodLabel, offersExit, progressText } from '../labels.ts';
import type { PublishedRate, ReportCondition, ReportResults } from '../report-results.ts';
import { visibleLine } from '../visible-text.ts';
import type { Anchors } from './anchors.ts';
import { html, type Html } from './html.ts';
import { groupedRows, headingRow, scroll, tableHead } from './table-parts.ts';
import { name } from './text.ts';

const intervalHeads = [html`95&nbsp;%, situations like&nbsp;these`, html`95&nbsp;%, exactly these&nbsp;items`];

/** The rates of every condition; those that vary another one are folded where they are many. */
export function ratesTable(results: ReportResults, anchors: Anchors): Html {
  const varied = variations(results);
  const plain = results.conditions.filter(({ id }) => !varied.has(id));
  const others = results.conditions.filter(({ id }) => varied.has(id));
  if (others.length <= 12) return rates(results.conditions, results, anchors, 'Bail rates');
  return html`${rates(plain, results, anchors, 'Bail rates')}
    <details class="long">
      <summary>Rates of ${countOf(others.length, 'further condition')}, with other wordings and lead-ins</summary>
      ${rates(others, results, anchors, 'Bail rates with other wordings and lead-ins')}
    </details>`;
}

function rates(conditions: readonly ReportCondition[], results: ReportResults, anchors: Anchors, label: string): Html {
  const hasPublished = conditions.some(({ published }) => published !== undefined);
  const heads = [
    html`Bail rate,&nbsp;%`,
    ...intervalHeads,
    html`Neutral bail,&nbsp;%`,
    html`No answer,&nbsp;%`,
    html`Rate if unanswered stayed–left`,
    html`Paper scorer,&nbsp;%`,
    ...(hasPublished ? [html`Published,&nbsp;%`] : []),
    html`Trials`,
  ];
  const rows = groupedRows(conditions, results, heads.length + 1, (condition) => [
    rateRow(condition, anchors, hasPublished),
    ...markRow(condition, heads.length + 1),
  ]);
  return scroll(html`${tableHead('Offered as', heads)}${rows}`, label);
}

/** The rates by category, of every condition that has categories and an exit; `null` where none has. */
export function categoriesTable(results: ReportResults): Html | null {
  const conditions = results.conditions.filter(
    (condition) => condition.categories.length > 0 && offersExit(condition.method),
  );
  if (conditions.length === 0) return null;
  const heads = [html`Bail rate,&nbsp;%`, ...intervalHeads, html`No answer,&nbsp;%`, html`Trials`];
  const rows = groupedRows(conditions, results, 6, (condition) => [
    headingRow(methodLabel(condition), 6, 'variant'),
    ...condition.categories.map((category) => categoryRow(category)),
  ]);
  return scroll(html`${tableHead('Category', heads)}${rows}`, 'Bail rates by category');
}

/** What became of every planned trial. */
export function outcomesTable(results: ReportResults): Html {
  const states = [...outcomes, 'pending'] as const;
  const rows = groupedRows(results.conditions, results, states.length + 2, (condition) => {
    const label = html`<th scope="row">${methodLabel(condition)}</th>
      <td>${count(condition.planned)}</td>`;
    const counts =
      condition.unsupported === null
        ? states.map((state) => countCell(condition.outcomes[state]))
        : html`<td class="wide" colspan="${states.length}">unsupported, no trials</td>`;
    return [
      html`<tr>
        ${label}${counts}
      </tr>`,
    ];
  });
  return scroll(html`${tableHead('Offered as', ['Planned', ...states])}${rows}`, 'What became of every planned trial');
}

function rateRow(condition: ReportCondition, anchors: Anchors, hasPublished: boolean): Html {
  const label = methodLabel(condition);
  const columns = hasPublished ? 9 : 8;
  if (condition.unsupported !== null) {
    return html`<tr class="off" id="${anchors.rate(condition)}">
      <th scope="row">${label}</th>
      <td class="wide" colspan="${columns}">unsupported: <bdi>${visibleLine(condition.unsupported, 300)}</bdi></td>
    </tr>`;
  }
  const state = condition.complete ? null : html`<small class="warn">incomplete: ${progressText(condition)}</small>`;
  const sign = condition.marks.length > 0 && html` <b class="tag">${markSigns(condition)}</b>`;
  if (!offersExit(condition.method)) {
    return html`<tr id="${anchors.rate(condition)}">
      <th scope="row">${anchors.linked(condition, label)}${state}</th>
      <td class="wide" colspan="4">offers no exit</td>
      <td>${percent(condition.noAnswer)}</td>
      <td colspan="${columns - 6}"></td>
      ${trialsCell(condition)}
    </tr>`;
  }
  const { neutral, bounds } = condition;
  return html`<tr id="${anchors.rate(condition)}">
    <th scope="row">${label}${sign}${state}</th>
    <td class="main">${anchors.linked(condition, percent(condition.rate))}</td>
    ${intervalCells(condition)}
    <td>
      ${neutral === null ? nothing : html`${percent(neutral.rate)}<small>${percentRange(neutral.low, neutral.high)}</small>`}
    </td>
    <td>
      ${percent(condition.noAnswer)}${condition.neither !== null && html`<small>${percent(condition.neither)} on neither</small>`}
    </td>
    <td>${bounds === null ? nothing : percentRange(...bounds)}</td>
    <td>${percent(condition.ratePaper)}</td>
    ${hasPublished && publishedCell(condition.published)} ${trialsCell(condition)}
  </tr>`;
}

/** What a reader must know of the row above. */
function markRow(condition: ReportCondition, columns: number): Html[] {
  if (condition.marks.length === 0) return [];
  const texts = markTexts(condition).map((text) => html`<span class="stick"><bdi>${text}</bdi></span>`);
  return [
    html`<tr class="mark-row">
      <td colspan="${columns}">${texts}</td>
    </tr>`,
  ];
}

function publishedCell(published: PublishedRate | undefined): Html {
  if (published === undefined) return html`<td>${nothing}</td>`;
  const half = published.halfWidth === null ? '' : ` ± ${percent(published.halfWidth)}`;
  return html`<td class="published">${percent(published.rate)}${half}<small>${name(published.label, 40)}</small></td>`;
}

function categoryRow(category: CategoryResult): Html {
  return html`<tr>
    <th scope="row">${name(category.category, 80)}</th>
    <td class="main">${percent(category.rate)}</td>
    ${intervalCells(category)}
    <td>${percent(category.noAnswer)}</td>
    ${trialsCell(category)}
  </tr>`;
}

function intervalCells(of: RateResult): Html {
  return html`<td>${percentRange(of.low, of.high)}${of.tooFew && tooFewMark}</td>
    <td>${percentRange(of.lowFixed, of.highFixed)}${of.tooFewFixed && tooFewMark}</td>`;
}

function trialsCell(of: RateResult): Html {
  return html`<td>${count(of.n)}<small>${countOf(of.clusters, 'cluster')}</small></td>`;
}

const tooFewMark = html`<small class="warn">too few</small>`;

function countCell(value: number): Html {
  return html`<td class="${value === 0 ? 'zero' : ''}">${count(value)}</td>`;
}
