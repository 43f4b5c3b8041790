import { sectionNotes, type Section, type SectionRow } from '../section.ts';
import type { Anchors } from './anchors.ts';
import type { PagePart } from './effects.ts';
import { html, type Html } from './html.ts';
import { foldedWhenLong, headingRow, scroll, tableHead } from './table-parts.ts';

/** A section as a part of the page, a drawing before its table where there is one. */
export function sectionPart(section: Section, drawing: Html | null = null, anchors?: Anchors): PagePart {
  const { id, title, columns, groups } = section;
  const bodies = groups.map(
    (group) =>
      html`<tbody>
        ${group.title !== '' && headingRow(html`<bdi>${group.title}</bdi>`, columns.length + 1)}
        ${group.rows.map(
          ({ label, cells, trial }) =>
            html`<tr>
              <th scope="row">${labelOf(label, trial, anchors)}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>`,
  );
  const heads = tableHead(
    '',
    columns.map((column) => column.title),
  );
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const table = foldedWhenLong(rows, `Table of these ${rows} rows`, scroll(html`${heads}${bodies}`, title));
  const body = html`${sectionNotes(section).map((note) => html`<p class="note">${note}</p>`)}${drawing}${table}`;
  return { id, title, body };
}

function labelOf(label: string, trial: SectionRow['trial'], anchors: Anchors | undefined): Html {
  const id = trial === undefined ? null : (anchors?.trial(trial) ?? null);
  const text = html`<bdi>${label}</bdi>`;
  return id === null ? text : html`<a href="#${id}" title="transcript">${text}</a>`;
}
