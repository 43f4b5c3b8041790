import type { JournalResult } from '../../analysis/journal-result.ts';
import type { SideEffectResult } from '../../analysis/side-effect-result.ts';
import { count, percent } from '../format.ts';
import { exploratory, methodLabel, variantLabel } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import {
  apartCells,
  journalCells,
  journalsText,
  ratioRange,
  ratioText,
  refusalLines,
  sideEffectsText,
  wordLines,
} from '../side-effects.ts';
import type { PagePart } from './effects.ts';
import { html, type Html } from './html.ts';
import { foldedWhenLong, groupName, headingRow, scroll, tableHead } from './table-parts.ts';

/** Side effects of the offer, and journals, as parts of the page; none where there are none. */
export function sideEffectParts(results: ReportResults): PagePart[] {
  return [...effectsPart(results), ...journalsPart(results)];
}

function grouped<Row extends SideEffectResult | JournalResult>(
  rows: readonly Row[],
  results: ReportResults,
  columns: number,
  cells: (row: Row) => readonly (Html | string)[],
): Html {
  const groups = Map.groupBy(rows, ({ study, model, dataset }) => JSON.stringify([study, model, dataset]));
  return html`${[...groups.values()].map(
    (own) =>
      html`<tbody>
        ${headingRow(groupName(own[0] as Row, results), columns)}
        ${own.map((row) => {
          const [first = '', ...others] = cells(row);
          return html`<tr>
            <th scope="row">${first}</th>
            ${others.map((cell) => html`<td>${cell}</td>`)}
          </tr>`;
        })}
      </tbody>`,
  )}`;
}

function effectsPart(results: ReportResults): PagePart[] {
  if (results.sideEffects.length === 0) return [];
  const heads = [
    html`Words`,
    html`Baseline`,
    html`Ratio`,
    html`95&nbsp;%`,
    html`Apart, %`,
    html`by chance, %`,
    html`Points`,
    html`95&nbsp;%`,
    html`Exit named, %`,
    html`Pairs`,
  ];
  const body = grouped(results.sideEffects, results, heads.length + 1, (one) => [
    html`${methodLabel({ ...one, order: null })}<small>${variantLabel(one)}</small>${[...refusalLines(one), ...wordLines(one)].map((line) => html`<small>${line}</small>`)}`,
    one.length.offered.toFixed(1),
    one.length.baseline.toFixed(1),
    ratioText(one),
    ratioRange(one),
    ...apartCells(one),
    percent(one.mentions),
    html`${count(one.replies)}<small>${count(one.clusters)} clusters</small>`,
  ]);
  const table = scroll(html`${tableHead('Offered as', heads)}${body}`, 'Side effects of the offer');
  return [
    {
      id: 'side-effects',
      title: exploratory('Side effects of the offer'),
      body: html`${foldedWhenLong(results.sideEffects.length, 'Every condition', table)}
        <p class="note">${sideEffectsText}</p>`,
    },
  ];
}

function journalsPart(results: ReportResults): PagePart[] {
  if (results.journals.length === 0) return [];
  const heads = [
    html`Bails`,
    html`with words, %`,
    html`Words: half, 90&nbsp;% below`,
    html`Stays`,
    html`with words, %`,
    html`Words: half, 90&nbsp;% below`,
  ];
  const body = grouped(results.journals, results, heads.length + 1, (one) => [
    html`${methodLabel(one)}<small>${variantLabel(one)}</small>`,
    ...journalCells(one.bails),
    ...journalCells(one.stays),
  ]);
  const table = scroll(html`${tableHead('Offered as', heads)}${body}`, 'Journals');
  return [
    {
      id: 'journals',
      title: 'Journals',
      body: html`${foldedWhenLong(results.journals.length, 'Every condition', table)}
        <p class="note">${journalsText}</p>`,
    },
  ];
}
