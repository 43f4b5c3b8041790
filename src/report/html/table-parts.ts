import type { Results } from '../../analysis/results.ts';
import { groupConditions } from '../groups.ts';
import type { ReportCondition } from '../report-results.ts';
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

/** A table that scrolls on its own, so that the page never does sideways. */
export function scroll(rows: Html, label: string): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      ${rows}
    </table>
  </div>`;
}

/** The head of a table: the first column's name, then the others. */
export function tableHead(first: Html | string, others: readonly (Html | string)[]): Html {
  return html`<thead>
    <tr>
      <th scope="col">${first}</th>
      ${others.map((title) => html`<th scope="col">${title}</th>`)}
    </tr>
  </thead>`;
}

/** A row across all columns that names the rows below it. */
export function headingRow(title: Html | string, columns: number, kind: 'group' | 'variant' = 'group'): Html {
  return html`<tr class="${kind}">
    <th scope="rowgroup" colspan="${columns}"><span class="stick">${title}</span></th>
  </tr>`;
}

/** Rows of conditions under the names of their model, dataset and variant. */
export function groupedRows(
  conditions: readonly ReportCondition[],
  results: Results,
  columns: number,
  rows: (condition: ReportCondition) => readonly Html[],
): Html {
  const bodies = groupConditions(conditions).map((group) => {
    const variants = group.variants.map(
      (variant) =>
        html`${variant.title !== '' && headingRow(variant.title, columns, 'variant')}${variant.conditions.flatMap(rows)}`,
    );
    return html`<tbody>
      ${headingRow(groupName(group, results), columns)}${variants}
    </tbody>`;
  });
  return html`${bodies}`;
}

/** A part that is folded where it is long. */
export function foldedWhenLong(rows: number, summary: string, body: Html): Html {
  if (rows <= 14) return body;
  return html`<details class="long">
    <summary>${summary}</summary>
    ${body}
  </details>`;
}
