import type { CategoryResult, ConditionResult, PairedResult, RateResult, Results } from '../../analysis/results.ts';
import { outcomes } from '../../conversation/outcome.ts';
import { count, countOf, nothing, percent, percentRange, points, pointsRange } from '../format.ts';
import { groupConditions, type ConditionGroup } from '../groups.ts';
import { cannotConclude, methodLabel, offersExit, pairTitle, pairVariant, progressText } from '../labels.ts';
import { visibleLine } from '../visible-text.ts';
import { html, type Html } from './html.ts';
import { name } from './text.ts';

/** A model's name, with the mark of a simulated one. */
export function modelName(of: { readonly model: string; readonly simulated: boolean }): Html {
  return html`${name(of.model, 80)}${of.simulated && html` <span class="tag">(simulated)</span>`}`;
}

/** Model, dataset and, where several are shown, study. */
export function groupName(
  of: { model: string; simulated: boolean; dataset: string; study?: string },
  results: Results,
): Html {
  const study = results.studies.length > 1 && of.study !== undefined ? html` · study ${name(of.study)}` : null;
  return html`${modelName(of)} · ${name(of.dataset)}${study}`;
}

/** The rates of every condition. */
export function ratesTable(results: Results): Html {
  const head = html`<th scope="col">Offered as</th>
    <th>Bail rate,&nbsp;%</th>
    <th>95&nbsp;%, situations like&nbsp;these</th>
    <th>95&nbsp;%, exactly these&nbsp;items</th>
    <th>Neutral bail,&nbsp;%</th>
    <th>No answer,&nbsp;%</th>
    <th>Rate if unanswered stayed–left</th>
    <th>Paper scorer,&nbsp;%</th>
    <th>Trials</th>`;
  return grouped(results, head, 9, (condition) => [rateRow(condition)]);
}

/** The rates by category, of every condition that has categories and an exit; `null` where none has. */
export function categoriesTable(results: Results): Html | null {
  const conditions = results.conditions.filter(
    (condition) => condition.categories.length > 0 && offersExit(condition.method),
  );
  if (conditions.length === 0) return null;
  const head = html`<th scope="col">Category</th>
    <th>Bail rate,&nbsp;%</th>
    <th>95&nbsp;%, situations like&nbsp;these</th>
    <th>95&nbsp;%, exactly these&nbsp;items</th>
    <th>No answer,&nbsp;%</th>
    <th>Trials</th>`;
  return grouped({ ...results, conditions }, head, 6, (condition) => [
    html`<tr class="variant">
      <th scope="rowgroup" colspan="6"><span class="stick">${methodLabel(condition.method, condition.order)}</span></th>
    </tr>`,
    ...condition.categories.map((category) => categoryRow(category)),
  ]);
}

/** What became of every planned trial. */
export function outcomesTable(results: Results): Html {
  const states = [...outcomes, 'pending'] as const;
  const head = html`<th scope="col">Offered as</th>
    <th>Planned</th>
    ${states.map((state) => html`<th>${state}</th>`)}`;
  return grouped(results, head, states.length + 2, (condition) => {
    const label = html`<th scope="row">${methodLabel(condition.method, condition.order)}</th>
      <td>${count(condition.planned)}</td>`;
    if (condition.unsupported !== null)
      return [
        html`<tr>
          ${label}
          <td class="wide" colspan="${states.length}">unsupported, no trials</td>
        </tr>`,
      ];
    return [
      html`<tr>
        ${label}${states.map((state) => countCell(condition.outcomes[state]))}
      </tr>`,
    ];
  });
}

/** Paired comparisons of one kind; `null` where there are none. */
export function pairsTable(results: Results, kind: PairedResult['kind']): Html | null {
  const pairs = results.pairs.filter((pair) => pair.kind === kind);
  if (pairs.length === 0) return null;
  const [a, b] = kind === 'order' ? ['Bail first,', 'Continue first,'] : ['Bail tool,', 'Placebo tool,'];
  const rows = pairs.map((pair) => {
    const variant = pairVariant(pair, results.pairs);
    return html`<tr>
      <th scope="row">${groupName(pair, results)}${variant !== '' && html`<small>${variant}</small>`}</th>
      <td>${percent(pair.rateA)}</td>
      <td>${percent(pair.rateB)}</td>
      <td class="main">${points(pair.difference)}</td>
      <td class="${pair.conclusion === 'interval' ? '' : 'reason'}">
        ${pair.conclusion === 'interval' ? pointsRange(pair.low, pair.high) : cannotConclude(pair)}
      </td>
      <td>${count(pair.items)}</td>
      <td>${count(pair.clusters)}</td>
    </tr>`;
  });
  return html`<h3>${pairTitle(kind)}</h3>
    ${scroll(
      html`<thead>
          <tr>
            <th scope="col">Model and dataset</th>
            <th>${a}&nbsp;%</th>
            <th>${b}&nbsp;%</th>
            <th>Difference, points</th>
            <th>95&nbsp;%</th>
            <th>Items</th>
            <th>Clusters</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>`,
      pairTitle(kind),
    )}`;
}

function rateRow(condition: ConditionResult): Html {
  const label = methodLabel(condition.method, condition.order);
  if (condition.unsupported !== null) {
    return html`<tr class="off">
      <th scope="row">${label}</th>
      <td class="wide" colspan="8">unsupported: <bdi>${visibleLine(condition.unsupported, 300)}</bdi></td>
    </tr>`;
  }
  const state = condition.complete ? null : html`<small class="warn">incomplete: ${progressText(condition)}</small>`;
  const exit = offersExit(condition.method);
  if (!exit) {
    return html`<tr>
      <th scope="row">${label}${state}</th>
      <td class="wide" colspan="4">offers no exit</td>
      <td>${percent(condition.noAnswer)}</td>
      <td></td>
      <td></td>
      ${trialsCell(condition)}
    </tr>`;
  }
  const { neutral, bounds } = condition;
  return html`<tr>
    <th scope="row">${label}${state}</th>
    ${rateCells(condition)}
    <td>
      ${neutral === null ? nothing : html`${percent(neutral.rate)}<small>${percentRange(neutral.low, neutral.high)}</small>`}
    </td>
    <td>${percent(condition.noAnswer)}</td>
    <td>${bounds === null ? nothing : percentRange(...bounds)}</td>
    <td>${percent(condition.ratePaper)}</td>
    ${trialsCell(condition)}
  </tr>`;
}

function categoryRow(category: CategoryResult): Html {
  return html`<tr>
    <th scope="row">${name(category.category, 80)}</th>
    ${rateCells(category)}
    <td>${percent(category.noAnswer)}</td>
    ${trialsCell(category)}
  </tr>`;
}

function rateCells(of: RateResult): Html {
  return html`<td class="main">${percent(of.rate)}</td>
    <td>${percentRange(of.low, of.high)}${of.tooFew && tooFewMark}</td>
    <td>${percentRange(of.lowFixed, of.highFixed)}${of.tooFewFixed && tooFewMark}</td>`;
}

function trialsCell(of: RateResult): Html {
  return html`<td>${count(of.n)}<small>${countOf(of.clusters, 'cluster')}</small></td>`;
}

const tooFewMark = html`<small class="warn">too few</small>`;

function countCell(value: number): Html {
  return html`<td class="${value === 0 ? 'zero' : ''}">${count(value)}</td>`;
}

function grouped(results: Results, head: Html, columns: number, rows: (condition: ConditionResult) => Html[]): Html {
  const bodies = groupConditions(results.conditions).map((group: ConditionGroup) => {
    const variants = group.variants.map(
      (variant) =>
        html`${
          variant.title !== '' &&
          html`<tr class="variant">
            <th scope="rowgroup" colspan="${columns}"><span class="stick">${variant.title}</span></th>
          </tr>`
        }${variant.conditions.flatMap(rows)}`,
    );
    return html`<tbody>
      <tr class="group">
        <th scope="rowgroup" colspan="${columns}"><span class="stick">${groupName(group, results)}</span></th>
      </tr>
      ${variants}
    </tbody>`;
  });
  return scroll(
    html`<thead>
        <tr>
          ${head}
        </tr>
      </thead>
      ${bodies}`,
    'Table',
  );
}

function scroll(rows: Html, label: string): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      ${rows}
    </table>
  </div>`;
}
