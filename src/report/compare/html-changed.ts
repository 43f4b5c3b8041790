import type { ChangedTranscript } from '../../analysis/compare/changed-transcripts.ts';
import type { ChangedItem, Comparison, ComparisonRow } from '../../analysis/compare/comparison.ts';
import type { TrialRecord } from '../../analysis/results.ts';
import { count, countOf, percent, points } from '../format.ts';
import type { PagePart } from '../html/effects.ts';
import { html, type Html } from '../html/html.ts';
import { scroll, tableHead } from '../html/table-parts.ts';
import { name } from '../html/text.ts';
import { transcript } from '../html/transcripts.ts';
import type { ComparisonLayout, LabelledRow } from './layout.ts';
import { conditionName } from './names.ts';

const limits = { characters: 2500, turns: 8 };

/** The items that changed most in every comparison, each with a transcript of either side. */
export function changedParts(
  layout: ComparisonLayout,
  comparison: Comparison,
  transcripts: readonly ChangedTranscript[],
): PagePart[] {
  const rows = layout.groups.flatMap((group) => group.rows).filter(({ row }) => row.changed.length > 0);
  if (rows.length === 0) return [];
  const body = html`<p class="note">
      The items whose rates differ most, with the numbers of their trials as in exported trials. Of each a trial in A
      and one in B that ended differently, of the same epoch where there is one; the piece of text that decided is
      <mark>marked</mark>.
    </p>
    ${rows.map((one) => changedOf(one, comparison.rows.indexOf(one.row), transcripts))}`;
  return [{ id: 'changed', title: 'Items that changed most', body }];
}

function changedOf({ name: title, row }: LabelledRow, index: number, transcripts: readonly ChangedTranscript[]): Html {
  const own = transcripts.filter((one) => one.row === index);
  const anchor = (item: number): string => `item-${index + 1}-${item + 1}`;
  const shown = new Set(own.map(({ item }) => item));
  const rows = row.changed.map((item, place) => changedRow(item, shown.has(place) ? anchor(place) : null));
  const heads = [html`A,&nbsp;%`, html`B,&nbsp;%`, 'Points', 'Epochs', 'Trials of A', 'Trials of B'];
  return html`<h3 id="changed-${index + 1}"><bdi>${title === '' ? 'A minus B' : title}</bdi></h3>
    <p class="note">
      ${count(row.changedItems)} of ${countOf(row.items.a, 'item')} changed. A: <bdi>${conditionName(row.a)}</bdi>. B:
      <bdi>${conditionName(row.b)}</bdi>.
    </p>
    ${scroll(
      html`${tableHead('Item', heads)}
        <tbody>
          ${rows}
        </tbody>`,
      'Items that changed most',
    )}
    ${own.map((one) => transcriptsOf(one, row, anchor(one.item)))}`;
}

function changedRow(item: ChangedItem, anchor: string | null): Html {
  const label = html`${name(item.item, 60)}<small>${name(item.category ?? item.cluster, 60)}</small>`;
  return html`<tr>
    <th scope="row">${anchor === null ? label : html`<a href="#${anchor}">${label}</a>`}</th>
    <td>${percent(item.rateA)}</td>
    <td>${percent(item.rateB)}</td>
    <td class="main">${points(item.difference)}</td>
    <td>${count(item.epochs)}</td>
    <td>${trialIds(item.trialsA)}</td>
    <td>${trialIds(item.trialsB)}</td>
  </tr>`;
}

function trialIds(ids: readonly number[]): string {
  const shown = ids.slice(0, 3).join(', ');
  return ids.length > 3 ? `${shown}, … (${ids.length})` : shown;
}

function transcriptsOf({ item, a, b }: ChangedTranscript, row: ComparisonRow, anchor: string): Html {
  const facts = row.changed[item];
  return html`<details id="${anchor}">
    <summary>
      ${name(facts?.item ?? '', 80)}
      <span class="soft">${percent(facts?.rateA ?? null)} − ${percent(facts?.rateB ?? null)}</span>
    </summary>
    <h4>A, trial ${a.trial}</h4>
    ${read(a)}
    <h4>B, trial ${b.trial}</h4>
    ${read(b)}
  </details>`;
}

/** A record has the words it was sent, which tell its exit from other calls. */
function read(record: TrialRecord): Html {
  return transcript(record, record, limits, true);
}
