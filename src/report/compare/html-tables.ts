import type { Comparison, ComparisonRow, MeasuredDifference } from '../../analysis/compare/comparison.ts';
import { count, countOf, nothing, pValue, percent, points, pointsRange } from '../format.ts';
import { html, type Html } from '../html/html.ts';
import { foldedWhenLong, headingRow, scroll, tableHead } from '../html/table-parts.ts';
import { name } from '../html/text.ts';
import { adjustmentLabel, openReason, ratio, ratioRange } from './format.ts';
import type { ComparisonLayout } from './layout.ts';
import { conditionName } from './names.ts';
import { refusalsByCategory, refusalsText, type RefusalGroup } from './refusals.ts';

const rateHeads = [
  html`A,&nbsp;%`,
  html`B,&nbsp;%`,
  'Difference, points',
  html`95&nbsp;%, situations like&nbsp;these`,
  html`95&nbsp;%, exactly these&nbsp;items`,
];

/** Every difference with all that stands beside it. */
export function differencesTable(comparison: Comparison, layout: ComparisonLayout): Html {
  const heads = [
    ...rateHeads,
    'Ratio A/B',
    'p; by permutation',
    adjustmentLabel(comparison.adjustment),
    'Items; clusters',
    html`Clusters A&nbsp;&gt;&nbsp;B; B&nbsp;&gt;&nbsp;A`,
  ];
  const columns = heads.length + 1;
  const bodies = layout.groups.map(
    ({ title, rows }) =>
      html`<tbody>
        ${title !== '' && headingRow(html`<bdi>${title}</bdi>`, columns)}
        ${rows.map(({ label, row }) => differenceRow(comparison, label, row))}
      </tbody>`,
  );
  return scroll(html`${tableHead('', heads)}${bodies}`, 'Differences');
}

function differenceRow(comparison: Comparison, label: string, row: ComparisonRow): Html {
  const index = comparison.rows.indexOf(row);
  const text =
    row.changed.length > 0 ? html`<a href="#changed-${index + 1}"><bdi>${label}</bdi></a>` : html`<bdi>${label}</bdi>`;
  return html`<tr id="row-${index + 1}">
    <th scope="row">${text}</th>
    ${differenceCells(row)}
    <td>${ratio(row.ratio)}<small>${ratioRange(row)}</small></td>
    <td>
      ${pValue(row.p)}<small>${pValue(row.pPermutation)}</small>${row.pMcNemar !== null && html`<small>McNemar ${pValue(row.pMcNemar)}</small>`}
    </td>
    <td>${pValue(row.pAdjusted)}</td>
    <td>${sizeCell(row)}</td>
    <td>
      ${row.more === null ? nothing : html`${count(row.more.clusters.a)}<small>${count(row.more.clusters.b)}</small>`}
    </td>
  </tr>`;
}

function differenceCells(of: MeasuredDifference): Html {
  const isOpen = of.conclusion === 'cannot conclude';
  return html`<td>${percent(of.rateA)}</td>
    <td>${percent(of.rateB)}</td>
    <td class="main">${points(of.difference)}</td>
    <td class="${isOpen ? 'reason' : ''}">
      ${isOpen ? openReason(of) : pointsRange(of.low, of.high)}${!isOpen && of.tooFew && html`<small class="warn">too few</small>`}
    </td>
    <td>
      ${pointsRange(of.lowFixed, of.highFixed)}${of.tooFewFixed && of.lowFixed !== null && html`<small class="warn">too few</small>`}
    </td>`;
}

function sizeCell({ items, clusters, more }: MeasuredDifference): Html {
  if (more !== null) return html`${count(items.a)}<small>${count(clusters.a)}</small>`;
  return html`${count(items.a)} + ${count(items.b)}<small>${count(clusters.a)} + ${count(clusters.b)}</small>`;
}

/** The differences within every category; `null` where none were asked for. */
export function categoriesTable(comparison: Comparison, layout: ComparisonLayout): Html | null {
  const parts = layout.groups.flatMap(({ rows }) => rows.map(({ name: title, row }) => ({ title, of: row })));
  return byCategory(comparison, parts, 'Differences by category');
}

/** The same of refusals. */
export function refusalCategoriesTable(comparison: Comparison, groups: readonly RefusalGroup[]): Html | null {
  const parts = refusalsByCategory(groups).map(({ name: title, refusal }) => ({ title, of: refusal }));
  return byCategory(comparison, parts, 'Differences of refusals by category');
}

function byCategory(
  comparison: Comparison,
  parts: readonly { readonly title: string; readonly of: Pick<ComparisonRow, 'categories'> }[],
  label: string,
): Html | null {
  const shown = parts.filter(({ of }) => of.categories.length > 0);
  if (shown.length === 0) return null;
  const heads = [...rateHeads, 'p', adjustmentLabel(comparison.adjustment), 'Items; clusters'];
  const bodies = shown.map(
    ({ title, of }) =>
      html`<tbody>
        ${headingRow(html`<bdi>${title}</bdi>`, heads.length + 1)}
        ${of.categories.map(
          (one) =>
            html`<tr>
              <th scope="row">${name(one.category, 80)}</th>
              ${differenceCells(one)}
              <td>${pValue(one.p)}</td>
              <td>${pValue(one.pAdjusted)}</td>
              <td>${sizeCell(one)}</td>
            </tr>`,
        )}
      </tbody>`,
  );
  const total = shown.reduce((sum, { of }) => sum + of.categories.length, 0);
  return foldedWhenLong(
    total,
    `Table of ${countOf(total, 'difference')}`,
    scroll(html`${tableHead('Category', heads)}${bodies}`, label),
  );
}

/** The differences of refusals; `null` where none were scored. */
export function refusalsTable(comparison: Comparison, groups: readonly RefusalGroup[]): Html | null {
  if (groups.length === 0) return null;
  const heads = [...rateHeads, 'p', adjustmentLabel(comparison.adjustment), 'Items; clusters'];
  const bodies = groups.map(
    ({ title, rows }) =>
      html`<tbody>
        ${title !== '' && headingRow(html`<bdi>${title}</bdi>`, heads.length + 1)}
        ${rows.map(
          ({ label, refusal }) =>
            html`<tr>
              <th scope="row"><bdi>${label}</bdi></th>
              ${differenceCells(refusal)}
              <td>${pValue(refusal.p)}</td>
              <td>${pValue(refusal.pAdjusted)}</td>
              <td>${sizeCell(refusal)}</td>
            </tr>`,
        )}
      </tbody>`,
  );
  return html`${scroll(html`${tableHead('', heads)}${bodies}`, 'Differences of refusals')}
    <p class="note">${refusalsText(comparison)}</p>`;
}

/** Conditions without a counterpart; `null` where there are none. */
export function leftOutList({ leftOut }: Comparison): Html | null {
  if (leftOut.length === 0) return null;
  return html`<ul>
    ${leftOut.map(({ condition, reason }) => html`<li><bdi>${conditionName(condition)}</bdi>: ${name(reason, 120)}</li>`)}
  </ul>`;
}
