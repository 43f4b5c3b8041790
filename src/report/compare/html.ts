import type { ChangedTranscript } from '../../analysis/compare/changed-transcripts.ts';
import type { Comparison } from '../../analysis/compare/comparison.ts';
import { countOf } from '../format.ts';
import { effectChart } from '../html/charts/effect-chart.ts';
import type { PagePart } from '../html/effects.ts';
import { html, rawHtml, type Html } from '../html/html.ts';
import { stylesheet } from '../html/stylesheet.ts';
import { visibleLine } from '../visible-text.ts';
import { adjustmentText, exploratoryText, fewText, hasFew } from './format.ts';
import {
  categoriesTable,
  differencesTable,
  leftOutList,
  refusalCategoriesTable,
  refusalsTable,
} from './html-tables.ts';
import { changedParts } from './html-changed.ts';
import { layoutOf, sideName, sidesText, type ComparisonLayout } from './layout.ts';

/** A comparison as one page that needs nothing else: no script, no request, readable on a phone and on paper. */
export async function renderComparisonHtml(
  comparison: Comparison,
  transcripts: readonly ChangedTranscript[],
): Promise<string> {
  const layout = layoutOf(comparison);
  const parts = [
    await differencesPart(comparison, layout),
    ...partOf('refusals', 'Refusals', refusalsTable(layout)),
    ...partOf('categories', 'By category', categoriesTable(comparison, layout)),
    ...partOf('refusal-categories', 'Refusals by category', refusalCategoriesTable(comparison, layout)),
    ...changedParts(layout, comparison, transcripts),
    ...partOf('left-out', 'Left out', leftOutList(comparison)),
    { id: 'reading', title: 'How to read this', body: glossary },
  ];
  return `${pageOf(comparison, layout, parts).toString()}\n`;
}

function pageOf(comparison: Comparison, layout: ComparisonLayout, parts: readonly PagePart[]): Html {
  const names = comparison.sides.map((_, index) => sideName(comparison, index));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>Exitpoll: ${names.join(' − ')}</title>
        <style>
          ${rawHtml(stylesheet)}
        </style>
      </head>
      <body>
        <main>
          <header class="top" id="top">
            <p class="brand">Exitpoll</p>
            <h1>${names.map((one, index) => html`${index > 0 && ' − '}<bdi>${one}</bdi>`)}</h1>
            <p class="lead">
              <bdi>${sidesText(comparison)}</bdi>
              ${layout.shared.length > 0 && html` On <bdi>${layout.shared.join(' · ')}</bdi>.`}
              ${countOf(comparison.rows.length, 'comparison')}, everything else matched.
            </p>
          </header>
          ${warnings(comparison)}
          <nav aria-label="Contents">
            <ul>
              ${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
            </ul>
          </nav>
          ${parts.map(
            ({ id, title, body }) =>
              html`<section id="${id}">
                <h2>${title}</h2>
                ${body}
              </section>`,
          )}
          <footer>
            Exitpoll ${comparison.exitpoll} · ${comparison.createdAt} · strict scorer version
            ${comparison.scorers.strict}
          </footer>
        </main>
      </body>
    </html>`;
}

function warnings({ warnings: texts }: Comparison): Html | null {
  if (texts.length === 0) return null;
  return html`<aside class="warnings">
    <h2>Before you read the numbers</h2>
    <ul>
      ${texts.map((text) => html`<li><bdi>${visibleLine(text, 1000)}</bdi></li>`)}
    </ul>
  </aside>`;
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
