import type { TrialRecord } from '../../analysis/results.ts';
import { contrastsSection } from '../contrasts.ts';
import { crisisSection } from '../crisis.ts';
import { count, countOf } from '../format.ts';
import { studyNames } from '../labels.ts';
import { leadInWords } from '../lead-in-words.ts';
import type { ReportResults } from '../report-results.ts';
import { categorySections, sections } from '../sections.ts';
import { anchorsFor } from './anchors.ts';
import { chartedConditions, rateChart } from './charts/rate-chart.ts';
import { conversationsPart } from './conversations.ts';
import { auditsPart } from './audits.ts';
import { conversationAuditsSection } from '../conversation-audits.ts';
import { transportedSection } from '../transported.ts';
import { drawEffects, type PagePart } from './effects.ts';
import { followUpParts } from './follow-ups.ts';
import { html, type Html } from './html.ts';
import { pageFrame } from './page-frame.ts';
import { glossary, lead, legend, notes } from './page-texts.ts';
import { lengthsTable } from './lengths.ts';
import { categoryDrawings, modelDrawings } from './scatters.ts';
import { sectionPart } from './sections.ts';
import { similarityParts } from './similarity.ts';
import { specificationDrawings } from './specifications.ts';
import { sideEffectParts } from './side-effects.ts';
import { categoriesTable, outcomesTable, ratesTable } from './tables.ts';
import { transcriptsSection, type TranscriptLimits } from './transcripts.ts';
import { leadInsSection, settingsSection, wordsSection } from './words.ts';

export interface HtmlOptions {
  /** Transcripts shown of each condition: so many bails, and so many trials that ended otherwise. 3 unless given. */
  readonly examples?: number;
  /** Bytes the page should stay under; transcripts are cut shorter until it does. Default 1,800,000. */
  readonly maxBytes?: number;
}

/** Transcripts shown of each outcome of each condition, at most. */
const examplesEach = 3;

/** Conditions from which on a page has no room for more than one of each. */
const manyConditions = 200;

/** Transcripts of each outcome to read for a page of so many conditions. */
export function examplesFor({ conditions }: Pick<ReportResults, 'conditions'>): number {
  return conditions.length < manyConditions ? examplesEach : 1;
}

// Transcripts are cut to the first of these limits under which the page is small enough.
const transcriptLimits: readonly TranscriptLimits[] = [
  { each: 3, characters: 6000, turns: 8 },
  { each: 3, characters: 2500, turns: 8 },
  { each: 3, characters: 1000, turns: 8 },
  { each: 3, characters: 400, turns: 8 },
  { each: 2, characters: 400, turns: 4 },
  { each: 1, characters: 400, turns: 4 },
  { each: 1, characters: 150, turns: 2 },
];

/**
 * The report as one page that needs nothing else: no script, no request, readable on a phone and on paper.
 *
 * @param transcripts trials to choose examples from, in the order of preference.
 */
export async function renderHtml(
  results: ReportResults,
  transcripts: readonly TrialRecord[],
  options: HtmlOptions = {},
): Promise<string> {
  const chart = await rateChart(results);
  const effects = await drawEffects(results);
  const similarity = await similarityParts(results);
  const each = options.examples ?? examplesEach;
  const anchors = anchorsFor(results, each === 0 ? [] : transcripts);
  const effectParts = effects(anchors);
  const conversations = await conversationsPart(results);
  const drawn: { readonly [section: string]: Html | null } = {
    specifications: await specificationDrawings(results),
    'refusal-correlation': await modelDrawings(results),
    'refusal-category-correlation': await categoryDrawings(results),
  };
  const sectionParts = [...sections(results), ...categorySections(results)].map((section) =>
    sectionPart(section, drawn[section.id] ?? null),
  );
  const rates = ratesPart(results, chart, ratesTable(results, anchors));
  const declared = contrastsSection(results);
  const first = declared === null ? [] : [sectionPart(declared)];
  const crisis = crisisSection(results);
  const afterAudits = [transportedSection(results), conversationAuditsSection(results.conversationAudits)];
  const audits = [
    ...auditsPart(results, anchors),
    ...afterAudits.flatMap((section) => (section === null ? [] : [sectionPart(section)])),
  ];
  const before = [
    ...first,
    rates,
    ...(crisis === null ? [] : [sectionPart(crisis, null, anchors)]),
    ...audits,
    ...conversations,
    ...effectParts,
    ...similarity,
    ...followUpParts(results, anchors),
    ...sideEffectParts(results),
    ...sectionParts,
    ...categoriesPart(results),
  ];
  const after = closingParts(results, transcripts);
  const most = options.maxBytes ?? 1_800_000;
  const without = [...before, ...after].reduce((sum, { body }) => sum + Buffer.byteLength(body.toString()), 0);
  let page = '';
  // Where the rest alone is too large, the shortest transcripts are all there can be.
  for (const limits of without < most ? transcriptLimits : transcriptLimits.slice(-1)) {
    const read = transcriptsPart(
      transcriptsSection(results, transcripts, { ...limits, each: Math.min(each, limits.each) }, anchors),
    );
    page = `${pageOf(results, [...before, ...read, ...after]).toString()}\n`;
    if (Buffer.byteLength(page) <= most) break;
  }
  return page;
}

function pageOf(results: ReportResults, parts: readonly PagePart[]): Html {
  return pageFrame({
    names: studyNames(results),
    between: ', ',
    lead: lead(results),
    warnings: results.warnings,
    parts,
    footer: html`Exitpoll ${results.exitpoll} · ${results.createdAt} · strict scorer version ${results.scorers.strict},
    paper scorer version ${results.scorers.paper} · ${countOf(results.usage.generations, 'reply', 'replies')},
    ${countOf(results.usage.failedAttempts, 'failed call')}, ${count(results.usage.promptTokens)} prompt and
    ${count(results.usage.completionTokens)} completion tokens`,
  });
}

function ratesPart(results: ReportResults, chart: Html | null, table: Html): PagePart {
  const left =
    results.conditions.filter(({ method }) => method !== 'baseline').length - chartedConditions(results).length;
  const body = html`${
    chart !== null &&
    html`<figure>
      ${chart}
      <figcaption>
        ${legend(results)}
        ${left > 0 && html`<span>${countOf(left, 'further condition')} with other wordings or lead-ins: see their effects</span>`}
      </figcaption>
    </figure>`
  }${table}
  ${notes(results)}`;
  return { id: 'rates', title: 'Bail rates', body };
}

function categoriesPart(results: ReportResults): PagePart[] {
  const categories = categoriesTable(results);
  if (categories === null) return [];
  const body = html`<details class="long">
    <summary>Rates of every category</summary>
    ${categories}
  </details>`;
  return [{ id: 'categories', title: 'By category', body }];
}

function lengthsPart(results: ReportResults): PagePart[] {
  const body = lengthsTable(results);
  return body === null ? [] : [{ id: 'lengths', title: 'Length of replies', body }];
}

function transcriptsPart(transcripts: Html | null): PagePart[] {
  if (transcripts === null) return [];
  const body = html`<p class="note">
      A few of each condition, bails first: examples, not a random sample. The piece of text that decided is
      <mark>marked</mark>. Characters that would be invisible are named, like <span class="hidden-char">U+200B</span>.
    </p>
    ${transcripts}`;
  return [{ id: 'transcripts', title: 'Example transcripts', body }];
}

function closingParts(results: ReportResults, transcripts: readonly TrialRecord[]): PagePart[] {
  const words = html`${wordsSection(results)} ${leadInsSection(leadInWords(transcripts))}`;
  return [
    { id: 'words', title: 'The words as sent', body: words },
    { id: 'outcomes', title: 'What became of every planned trial', body: outcomesTable(results) },
    ...lengthsPart(results),
    { id: 'settings', title: 'Settings', body: settingsSection(results) },
    { id: 'reading', title: 'How to read this', body: glossary },
  ];
}
