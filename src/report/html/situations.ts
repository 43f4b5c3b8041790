import type { SituationResult } from '../../analysis/results.ts';
import { count, nothing, percent, points } from '../format.ts';
import type { SituationGrid, SituationRow } from '../situations.ts';
import { visibleLine } from '../visible-text.ts';
import type { Anchors } from './anchors.ts';
import { situationChart } from './charts/situation-chart.ts';
import { html, type Html } from './html.ts';
import { headingRow, scroll, tableHead } from './table-parts.ts';
import { name } from './text.ts';

/** Excess bail by situation: a drawing and a folded table for each model. Drawn before the page's links are known. */
export async function situationParts(grids: readonly SituationGrid[]): Promise<(anchors: Anchors) => Html | null> {
  const charts = await Promise.all(grids.map(situationChart));
  return (anchors) => {
    if (grids.length === 0) return null;
    return html`<h3>By situation</h3>
      ${grids.map(
        (grid, index) =>
          html`<figure>
              <p class="figure-title"><bdi>${grid.title}</bdi></p>
              ${charts[index] ?? null}
              <figcaption>
                <span><i class="key ring situation"></i>a situation; larger where several coincide</span>
                <span><i class="key bar"></i>mean of the category’s items</span>
                <span>left of 0: the benign twins were left more often</span>
              </figcaption>
            </figure>
            <details class="long">
              <summary>Every situation of <bdi>${grid.title}</bdi></summary>
              ${situationTable(grid, anchors)}
            </details>`,
      )}
      <p class="note">
        Points of excess bail, and below them the rates on the items and on their twins. A situation has too few items
        for an interval of its own; only the one over all of them above can carry a claim.
      </p>`;
  };
}

function situationTable(grid: SituationGrid, anchors: Anchors): Html {
  const heads = grid.offers.map(({ label, condition }) => anchors.linked(condition, label));
  const bodies = grid.categories.map(
    ({ category, rows }) =>
      html`<tbody>
        ${headingRow(category === null ? 'no category' : name(category, 80), heads.length + 2)}
        ${rows.map((row) => situationRow(row, grid))}
      </tbody>`,
  );
  return scroll(html`${tableHead('Situation', [...heads, 'Items'])}${bodies}`, 'Excess bail by situation');
}

function situationRow({ situation, cells }: SituationRow, grid: SituationGrid): Html {
  const items = Math.max(0, ...[...cells.values()].map((cell) => cell.items));
  return html`<tr>
    <th scope="row">${name(visibleLine(situation, 80), 80)}</th>
    ${grid.offers.map(({ condition }) => situationCell(cells.get(condition)))}
    <td>${count(items)}</td>
  </tr>`;
}

function situationCell(cell: SituationResult | undefined): Html {
  if (cell === undefined) return html`<td>${nothing}</td>`;
  const { excess, rate, twinRate } = cell;
  return html`<td class="heat ${heat(excess)}">
    ${points(excess)}<small>${percent(rate)} − ${percent(twinRate)}</small>
  </td>`;
}

/** Shade of a cell; its number says the same. */
function heat(excess: number): string {
  const step = Math.ceil(Math.abs(excess) * 4 - 1e-9);
  if (step === 0) return '';
  return `${excess > 0 ? 'up' : 'down'}-${step}`;
}
