import type { AuditResult } from '../../analysis/audit-result.ts';
import {
  auditGroups,
  auditLabel,
  causesText,
  correctedLegend,
  correctedText,
  leavingText,
  unclearText,
} from '../audits.ts';
import { countOf, percent, percentRange } from '../format.ts';
import type { ReportResults } from '../report-results.ts';
import type { Anchors } from './anchors.ts';
import type { PagePart } from './effects.ts';
import { html, type Html } from './html.ts';
import { headingRow, scroll, tableHead } from './table-parts.ts';

const columns = 7;

/** Corrected rates as a part of the page. */
export function auditsPart(results: ReportResults, anchors: Anchors): PagePart[] {
  if (results.audits.length === 0) return [];
  const heads = [
    html`Counted,&nbsp;%`,
    html`Corrected,&nbsp;%`,
    html`95&nbsp;%, situations like&nbsp;these`,
    html`95&nbsp;%, exactly these&nbsp;items`,
    html`Bails that were&nbsp;meant`,
    html`Others that were&nbsp;meant`,
  ];
  const bodies = auditGroups(results.audits).map(
    (group) =>
      html`<tbody>
        ${headingRow(html`<bdi>${group.title}</bdi>`, columns)}${group.audits.map((audit) => row(audit, results, anchors))}
      </tbody>`,
  );
  const body = html`<p class="note">${correctedLegend}</p>
    ${scroll(html`${tableHead('Offered as', heads)}${bodies}`, 'Corrected bail rates')}`;
  return [{ id: 'audits', title: 'What the models meant', body }];
}

function row(audit: AuditResult, results: ReportResults, anchors: Anchors): Html {
  const condition = results.conditions.find(({ id }) => id === audit.condition);
  const label = html`<bdi>${auditLabel(audit)}</bdi>`;
  const readers = audit.by === 'people' ? countOf(audit.raters.length, 'reader') : null;
  const notes = [causesText(audit.bails), unclearText(audit)].filter((note) => note !== '').join('; ');
  return html`<tr>
    <th scope="row">
      ${condition === undefined ? label : html`<a href="#${anchors.rate(condition)}">${label}</a>`}${readers !== null && html`<small>${readers}</small>`}
    </th>
    <td>${percent(audit.rate)}</td>
    <td class="main">
      ${correctedText(audit)}${audit.reason !== null && html`<small class="warn">${audit.reason}</small>`}
    </td>
    <td>
      ${percentRange(audit.low, audit.high)}${audit.tooFew && audit.low !== null && html`<small class="warn">too few</small>`}
    </td>
    <td>${percentRange(audit.lowFixed, audit.highFixed)}</td>
    <td>${leavingText(audit.bails)}${notes !== '' && html`<small>${notes}</small>`}</td>
    <td>${leavingText(audit.others)}</td>
  </tr>`;
}
