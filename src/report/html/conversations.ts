import {
  conversationGroups,
  shareBoundsText,
  sharesText,
  hazardText,
  lengthText,
  rangeText,
  rateText,
  type ConversationGroup,
} from '../conversations.ts';
import { count, nothing, percent, percentRange } from '../format.ts';
import type { ReportResults } from '../report-results.ts';
import { turnChart } from './charts/turn-chart.ts';
import type { PagePart } from './effects.ts';
import { html, type Html } from './html.ts';
import { headingRow, scroll, tableHead } from './table-parts.ts';

type Row = ConversationGroup['rows'][number];

/** Whole conversations: shares, first exits by turn as charts and table, shares by length. */
export async function conversationsPart(results: ReportResults): Promise<PagePart[]> {
  const groups = conversationGroups(results);
  if (groups.length === 0) return [];
  const charts = await Promise.all(groups.map(turnChart));
  const body = html`${sharesTable(groups)}
    <p class="note">${sharesText(results)} ${shareBoundsText}</p>
    <h3>First exits by user turn</h3>
    ${charts.map(
      (chart) =>
        html`<figure>
          ${chart}
          <figcaption>
            <span><i class="key dot"></i>hazard with its 95&nbsp;% interval</span>
            <span><i class="key tick"></i>line: share still there, grey its 95&nbsp;%</span>
            <span>dash: rate at this turn, whatever came before</span>
          </figcaption>
        </figure>`,
    )}
    <p class="note">${hazardText}</p>
    <details class="long">
      <summary>Every turn in numbers</summary>
      ${turnsTable(groups)}
    </details>
    <h3>By number of user turns</h3>
    ${lengthsTable(groups)}`;
  return [{ id: 'conversations', title: 'Conversations with at least one bail', body }];
}

function bodies(groups: readonly ConversationGroup[], columns: number, rows: (row: Row) => readonly Html[]): Html {
  return html`${groups.map(
    (group) =>
      html`<tbody>
        ${headingRow(group.title, columns)}${group.rows.flatMap(rows)}
      </tbody>`,
  )}`;
}

function sharesTable(groups: readonly ConversationGroup[]): Html {
  const heads = [
    html`Share, %`,
    html`95&nbsp;%, such conversations`,
    html`95&nbsp;%, exactly these`,
    html`Bounds, %`,
    html`Conversations`,
    html`Clusters`,
    html`Left out`,
  ];
  const rows = ({ label, result }: Row): Html[] => [
    html`<tr>
      <th scope="row">${label}</th>
      <td>${percent(result.share)}</td>
      <td>${percentRange(result.low, result.high)}${result.tooFew && '*'}</td>
      <td>${percentRange(result.lowFixed, result.highFixed)}${result.tooFewFixed && '*'}</td>
      <td>${result.bounds === null ? nothing : percentRange(...result.bounds)}</td>
      <td>${count(result.conversations)}</td>
      <td>${count(result.clusters)}</td>
      <td>${count(result.leftOut)}</td>
    </tr>`,
  ];
  const body = bodies(groups, heads.length + 1, rows);
  return scroll(html`${tableHead('Offered as', heads)}${body}`, 'Share of conversations with a bail');
}

function turnsTable(groups: readonly ConversationGroup[]): Html {
  const heads = [
    html`At risk`,
    html`Exits`,
    html`Hazard, %`,
    html`95&nbsp;%`,
    html`Still there, %`,
    html`95&nbsp;%`,
    html`Any, %`,
    html`Answered`,
  ];
  const rows = ({ label, result }: Row): Html[] => [
    headingRow(label, heads.length + 1, 'variant'),
    ...result.turns.map(
      (turn) =>
        html`<tr>
          <th scope="row">turn ${turn.turn}</th>
          <td>${count(turn.atRisk)}</td>
          <td>${count(turn.exits)}</td>
          <td>${rateText(turn.hazard)}</td>
          <td>${rangeText(turn.hazard)}</td>
          <td>${rateText(turn.survival)}</td>
          <td>${rangeText(turn.survival)}</td>
          <td>${rateText(turn.unconditional)}</td>
          <td>${count(turn.answered)}</td>
        </tr>`,
    ),
  ];
  return scroll(html`${tableHead('Turn', heads)}${bodies(groups, heads.length + 1, rows)}`, 'First exits by turn');
}

function lengthsTable(groups: readonly ConversationGroup[]): Html {
  const heads = [html`Conversations`, html`Share, %`, html`95&nbsp;%`, html`First bail at turn`];
  const rows = ({ label, result }: Row): Html[] => [
    headingRow(label, heads.length + 1, 'variant'),
    ...result.lengths.map(
      (length) =>
        html`<tr>
          <th scope="row">${lengthText(length)}</th>
          <td>${count(length.conversations)}</td>
          <td>${rateText(length.share)}</td>
          <td>${rangeText(length.share)}</td>
          <td>${length.firstBail === null ? nothing : length.firstBail.toFixed(1)}</td>
        </tr>`,
    ),
  ];
  const body = bodies(groups, heads.length + 1, rows);
  return scroll(html`${tableHead('User turns', heads)}${body}`, 'Share of conversations by length');
}
