import type { ChangedTranscript } from '../../analysis/compare/changed-transcripts.ts';
import type { Comparison } from '../../analysis/compare/comparison.ts';
import { countOf } from '../format.ts';
import { effectChart } from '../html/charts/effect-chart.ts';
import type { PagePart } from '../html/effects.ts';
import { html, type Html } from '../html/html.ts';
import { pageFrame } from '../html/page-frame.ts';
import { adjustmentText, exploratoryText, fewText, hasFew } from './format.ts';
import {
  categoriesTable,
  differencesTable,
  leftOutList,
  refusalCategoriesTable,
  refusalsTable,
} from './html-tables.ts';
import { changedParts } from './html-changed.ts';
import { layoutOf, type ComparisonLayout } from './layout.ts';
import { sideName, sidesText } from './names.ts';
import { refusalGroups } from './refusals.ts';

/** A comparison as one page that needs nothing else: no script, no request, readable on a phone and on paper. */
export async function renderComparisonHtml(
  comparison: Comparison,
  transcripts: readonly ChangedTranscript[],
): Promise<string> {
  const layout = layoutOf(comparison);
  const refusals = refusalGroups(comparison);
  const parts = [
    await differencesPart(comparison, layout),
    ...partOf('refusals', 'Refusals', refusalsTable(comparison, refusals)),
    ...partOf('categories', 'By category', categoriesTable(comparison, layout)),
    ...partOf('refusal-categories', 'Refusals by category', refusalCategoriesTable(comparison, refusals)),
    ...changedParts(layout, comparison, transcripts),
    ...partOf('left-out', 'Left out', leftOutList(comparison)),
    { id: 'reading', title: 'How to read this', body: glossary },
  ];
  return `${pageOf(comparison, layout, parts).toString()}\n`;
}

function pageOf(comparison: Comparison, layout: ComparisonLayout, parts: readonly PagePart[]): Html {
  return pageFrame({
    names: comparison.sides.map((_, index) => sideName(comparison, index)),
    between: ' − ',
    lead: html`<p class="lead">
      <bdi>${sidesText(comparison)}</bdi>
      ${layout.shared.length > 0 && html` On <bdi>${layout.shared.join(' · ')}</bdi>.`}
      ${countOf(comparison.rows.length, 'comparison')}, everything else matched.
    </p>`,
    warnings: comparison.warnings,
    parts,
    footer: html`Exitpoll ${comparison.exitpoll} · ${comparison.createdAt} · strict scorer version
    ${comparison.scorers.strict}`,
  });
}

async function differencesPart(comparison: Comparison, layout: ComparisonLayout): Promise<PagePart> {
  const chart = await effectChart({
    title: 'Differences',
    a: 'A',
    b: 'B',
    groups: layout.groups.map(({ title, rows }) => ({
      title: title === '' ? 'A minus B' : title,
      offer: null,
      rows: rows.map(({ label, row }) => ({ label, pair: row })),
    })),
  });
  const { rows, adjustment } = comparison;
  const notes = [
    rows.length > 1 ? adjustmentText(adjustment, rows) : '',
    hasFew(rows) ? fewText : '',
    exploratoryText,
  ].filter((text) => text !== '');
  const body = html`<figure>
      ${chart}
      <figcaption>
        <span><i class="key dot"></i>difference</span>
        <span><i class="key thin"></i>95&nbsp;% for situations like these</span>
        <span><i class="key ring"></i>cannot conclude: fewer than six clusters differ</span>
      </figcaption>
    </figure>
    ${differencesTable(comparison, layout)}${notes.map((text) => html`<p class="note">${text}</p>`)}`;
  return { id: 'differences', title: 'Differences', body };
}

function partOf(id: string, title: string, body: Html | null): PagePart[] {
  return body === null ? [] : [{ id, title, body }];
}

const glossary = html`<dl>
  <dt>A and B</dt>
  <dd>
    Paired: the bail rates over the items answered in both conditions, in the same epochs; so they may differ a little
    from the rates of a report. Not paired: the rates of either condition.
  </dd>
  <dt>95 %, situations like these</dt>
  <dd>
    How far the difference may lie from the one over all situations of which these are a sample; clusters are random.
  </dd>
  <dt>95 %, exactly these items</dt>
  <dd>How far it may lie from the difference on these very items, had each been asked without end.</dd>
  <dt>Ratio</dt>
  <dd>The rate of A over that of B. There is no upper end where 0 cannot be ruled out for B.</dd>
  <dt>p</dt>
  <dd>
    The chance of a difference at least as large were there none; it goes with the interval. By permutation: the same by
    exchanging A and B in whole clusters. By McNemar: exact, where there is one epoch and no cluster of two items.
  </dd>
  <dt>Clusters A &gt; B</dt>
  <dd>How many clusters of items bail more in A, and how many more in B.</dd>
  <dt>Cannot conclude</dt>
  <dd>Fewer than six clusters differ, so chance alone could give such a difference.</dd>
</dl>`;
