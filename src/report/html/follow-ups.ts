import { groupHeading } from '../effects.ts';
import { followUpCells, followUpSections, followUpsText, followUpSum } from '../follow-ups.ts';
import type { ReportResults } from '../report-results.ts';
import type { Anchors } from './anchors.ts';
import type { PagePart } from './effects.ts';
import { html } from './html.ts';
import { headingRow, scroll, tableHead } from './table-parts.ts';

/** What was asked after bails; empty where nothing was. */
export function followUpParts(results: ReportResults, anchors: Anchors): PagePart[] {
  return followUpSections(results).map((section) => {
    const { kind, title, share, groups, hasUnanswered } = section;
    const heads = [
      html`${share},&nbsp;%`,
      html`95&nbsp;%, situations like&nbsp;these`,
      html`95&nbsp;%, exactly these&nbsp;items`,
      ...(hasUnanswered ? [html`No&nbsp;ans.,&nbsp;%`] : []),
      'n',
      html`Agree,&nbsp;%`,
      'Alpha',
      'What became of them',
    ];
    const bodies = groups.map(
      (group) =>
        html`<tbody>
          ${headingRow(html`<bdi>${groupHeading(group)}</bdi>`, heads.length + 1)}
          ${group.rows.map(({ label, result }) => {
            const [first = '', ...rest] = followUpCells(result, hasUnanswered);
            return html`<tr>
              <th scope="row"><bdi>${label}</bdi></th>
              <td class="main">${anchors.linked(result.condition, first)}</td>
              ${rest.map((cell) => html`<td>${cell}</td>`)}
              <td class="reason">${followUpSum(result)}</td>
            </tr>`;
          })}
        </tbody>`,
    );
    return {
      id: `follow-up-${kind}`,
      title,
      body: html`${scroll(html`${tableHead('Asked', heads)}${bodies}`, title)}
        <p class="note">${followUpsText([section])}</p>`,
    };
  });
}
