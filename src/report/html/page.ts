import type { Results, TrialRecord } from '../../analysis/results.ts';
import { count, countOf } from '../format.ts';
import { incompleteText, isIncomplete, isTooFew, offersExit, studyNames, tooFewText } from '../labels.ts';
import { visibleLine } from '../visible-text.ts';
import { rateChart } from './chart.ts';
import { html, rawHtml, type Html } from './html.ts';
import { stylesheet } from './stylesheet.ts';
import { categoriesTable, outcomesTable, pairsTable, ratesTable } from './tables.ts';
import { name } from './text.ts';
import { transcriptsSection, type TranscriptLimits } from './transcripts.ts';
import { settingsSection, wordsSection } from './words.ts';

export interface HtmlOptions {
  /** Transcripts shown of each condition: so many bails, and so many trials that ended otherwise. Default 3. */
  readonly examples?: number;
  /** Bytes the page should stay under; transcripts are cut shorter until it does. Default 1,800,000. */
  readonly maxBytes?: number;
}

// Texts are cut to the first of these limits under which the page is small enough.
const characterLimits = [6000, 2500, 1000, 400, 150];

/**
 * The report as one page that needs nothing else: no script, no request, readable on a phone and on paper.
 *
 * @param transcripts trials to choose examples from, in the order of preference.
 */
export async function renderHtml(
  results: Results,
  transcripts: readonly TrialRecord[],
  options: HtmlOptions = {},
): Promise<string> {
  const chart = await rateChart(results);
  const limitsOf = (characters: number): TranscriptLimits => ({ each: options.examples ?? 3, characters, turns: 8 });
  let page = '';
  for (const characters of characterLimits) {
    page = `${pageOf(results, chart, transcriptsSection(results, transcripts, limitsOf(characters))).toString()}\n`;
    if (Buffer.byteLength(page) <= (options.maxBytes ?? 1_800_000)) break;
  }
  return page;
}

function pageOf(results: Results, chart: Html | null, transcripts: Html | null): Html {
  const pairs = [pairsTable(results, 'order'), pairsTable(results, 'placebo')];
  const categories = categoriesTable(results);
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
        <title>Exitpoll: ${studyNames(results).join(', ')}</title>
        <style>
          ${rawHtml(stylesheet)}
        </style>
      </head>
      <body>
        <main>
          <header class="top">
            <p class="brand">Exitpoll</p>
            <h1>${studyNames(results).map((study, index) => html`${index > 0 && ', '}<bdi>${study}</bdi>`)}</h1>
            ${lead(results)}
          </header>
          ${warnings(results)}
          <section>
            <h2>Bail rates</h2>
            ${
              chart !== null &&
              html`<figure>
                ${chart}
                <figcaption>${legend(results)}</figcaption>
              </figure>`
            }
            ${ratesTable(results)} ${notes(results)}
          </section>
          ${
            pairs.some((pair) => pair !== null) &&
            html`<section>
              <h2>Do the order and the tool matter?</h2>
              ${pairs}
              <p class="note">
                Differences are paired: items answered in both conditions, epoch by epoch, in percentage points. With
                fewer than six clusters that differ, nothing can be concluded.
              </p>
            </section>`
          }
          ${
            categories !== null &&
            html`<section>
              <h2>By category</h2>
              <details>
                <summary>Rates of every category</summary>
                ${categories}
              </details>
            </section>`
          }
          ${
            transcripts !== null &&
            html`<section>
              <h2>Example transcripts</h2>
              <p class="note">
                A few of each condition, bails first: examples, not a random sample. The piece of text that decided is
                <mark>marked</mark>. Characters that would be invisible are named, like
                <span class="hidden-char">U+200B</span>.
              </p>
              ${transcripts}
            </section>`
          }
          <section>
            <h2>The words as sent</h2>
            ${wordsSection(results)}
          </section>
          <section>
            <h2>What became of every planned trial</h2>
            ${outcomesTable(results)}
          </section>
          <section>
            <h2>Settings</h2>
            ${settingsSection(results)}
          </section>
          <section>
            <h2>How to read this</h2>
            ${glossary}
          </section>
          <footer>
            Exitpoll ${results.exitpoll} · ${results.createdAt} · strict scorer version ${results.scorers.strict}, paper
            scorer version ${results.scorers.paper} · ${countOf(results.usage.generations, 'reply', 'replies')},
            ${countOf(results.usage.failedAttempts, 'failed call')}, ${count(results.usage.promptTokens)} prompt and
            ${count(results.usage.completionTokens)} completion tokens
          </footer>
        </main>
      </body>
    </html>`;
}

function lead(results: Results): Html {
  const distinct = (simulated: boolean): number =>
    new Set(results.conditions.filter((one) => one.simulated === simulated).map((one) => one.model)).size;
  const [models, respondents] = [distinct(false), distinct(true)];
  const who = [
    models > 0 || respondents === 0 ? countOf(models, 'model') : '',
    respondents > 0 ? countOf(respondents, 'simulated respondent') : '',
  ].filter((part) => part !== '');
  const datasets = new Set(results.conditions.map((condition) => condition.dataset));
  const where =
    datasets.size === 1 ? html`the dataset ${name([...datasets][0] ?? '')}` : countOf(datasets.size, 'dataset');
  const trials = results.conditions.reduce((sum, condition) => sum + condition.planned, 0);
  const size = `${countOf(results.conditions.length, 'condition')} and ${countOf(trials, 'trial')}`;
  const were = models + respondents === 1 ? 'was' : 'were';
  return html`<p class="lead">
    ${who.join(' and ')} ${were} offered a way out of conversations from ${where}, in ${size}. The bail rate is the
    share of answered trials in which the way out was taken.
  </p>`;
}

function warnings(results: Results): Html | null {
  if (results.warnings.length === 0) return null;
  const items = results.warnings.map((warning) => html`<li><bdi>${visibleLine(warning, 1000)}</bdi></li>`);
  return html`<aside class="warnings">
    <h2>Before you read the numbers</h2>
    <ul>
      ${items}
    </ul>
  </aside>`;
}

function legend(results: Results): Html {
  const neutral = results.conditions.some((condition) => condition.neutral !== null);
  return html`<span><i class="key dot"></i>bail rate</span>
    <span><i class="key thin"></i>95&nbsp;% for situations like these</span>
    <span><i class="key thick"></i>95&nbsp;% for exactly these items</span>
    ${neutral && html`<span><i class="key tick"></i>rate on neutral items</span> `}<span
      ><i class="key grey"></i>from all unanswered having stayed to all having left: its width is the share
      unanswered</span
    >`;
}

function notes(results: Results): Html {
  const placebo = results.conditions.some((condition) => condition.method === 'placebo-tool');
  return html`${results.conditions.some(isTooFew) && html`<p class="note"><b>${tooFewText.slice(0, 7)}</b>${tooFewText.slice(7)}</p>`}${results.conditions.some(isIncomplete) && html`<p class="note">${incompleteText}</p>`}${placebo && html`<p class="note">For the placebo tool, bails are calls of a useless tool: the control for having a tool at all.</p>`}${results.conditions.every((condition) => !offersExit(condition.method)) && html`<p class="note">No condition offers an exit.</p>`}`;
}

const glossary = html`<dl>
  <dt>Bail rate</dt>
  <dd>
    Bails over bails, continuations, unparsed and truncated replies, within an item over its epochs; then the mean over
    items.
  </dd>
  <dt>95 %, situations like these</dt>
  <dd>
    How far the rate may lie from the one over all situations of which these are a sample. Items of one cluster are not
    independent, and are not counted as if they were.
  </dd>
  <dt>95 %, exactly these items</dt>
  <dd>How far it may lie from the rate on these very items, had each been asked without end.</dd>
  <dt>Neutral bail</dt>
  <dd>
    The rate of the same model and method on plain requests nobody should want to leave. A rate that is no higher than
    this one says little about the situations.
  </dd>
  <dt>No answer</dt>
  <dd>The share of planned, not skipped trials that are neither bail nor continue.</dd>
  <dt>Paper scorer</dt>
  <dd>
    The rate by the rules of published code, with filtered replies in the denominator. Only this one should be laid
    beside published rates.
  </dd>
  <dt>Unsupported</dt>
  <dd>The model cannot be offered the exit in this way. There are no trials, which is not a rate of 0.</dd>
</dl>`;
