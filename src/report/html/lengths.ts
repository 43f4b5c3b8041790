import type { LengthResult, Quantiles } from '../../analysis/length-result.ts';
import { count, nothing, percent } from '../format.ts';
import type { ReportResults } from '../report-results.ts';
import { html, type Html } from './html.ts';
import { headingRow, modelName, scroll, tableHead } from './table-parts.ts';

/** How long replies are and where exits come in them, model by model; `null` where nothing was written. */
export function lengthsTable(results: ReportResults): Html | null {
  if (results.lengths.length === 0) return null;
  const heads = [
    html`Replies looked&nbsp;at`,
    html`Tokens written: mean`,
    html`half, 90&nbsp;%, 99&nbsp;% below`,
    html`At the limit,&nbsp;%`,
    html`Stopped early,&nbsp;%`,
    html`Exit ends by token: half, 90&nbsp;%, 99&nbsp;%`,
    html`Tokens after the exit, % of&nbsp;bails`,
    html`after the answer, % of&nbsp;answers`,
    html`of&nbsp;all`,
  ];
  const byModel = Map.groupBy(results.lengths, ({ model }) => model);
  const bodies = [...byModel.values()].map(
    (rows) =>
      html`<tbody>
        ${headingRow(modelName(rows[0] as LengthResult), heads.length + 1)}${rows.map(lengthRow)}
      </tbody>`,
  );
  return html`${scroll(html`${tableHead('Method', heads)}${bodies}`, 'Length of replies')}
    <p class="note">
      From a sample of the replies. That a reply takes no exit is known only at its end, so a token limit is a choice:
      one below where exits end loses them. What comes after an exit or an answer is the most that stopping early could
      save. Calls that the endpoint reports stand nowhere in the text; where an exit ends in tokens is its share of the
      characters.
    </p>`;
}

function lengthRow(row: LengthResult): Html {
  const { tokens, bailAt, after } = row;
  return html`<tr>
    <th scope="row">${row.method}${row.step === 'answer' && html`<small>the answer to its question</small>`}</th>
    <td>${count(row.replies)}</td>
    <td>${tokens.mean.toFixed(1)}</td>
    <td>${levels(tokens)}</td>
    <td>${percent(row.hitLimit)}</td>
    <td>${percent(row.stopped)}</td>
    <td>${bailAt === null ? nothing : html`${levels(bailAt.tokens)}<small>${count(bailAt.replies)} bails</small>`}</td>
    <td>${percent(after?.bails ?? null)}</td>
    <td>${percent(after?.answers ?? null)}</td>
    <td>${percent(after?.all ?? null)}</td>
  </tr>`;
}

function levels({ p50, p90, p99 }: Quantiles): string {
  return [p50, p90, p99].map(count).join(', ');
}
