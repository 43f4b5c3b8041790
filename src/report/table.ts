import { outcomes } from '../conversation/outcome.ts';
import { contrastsSection } from './contrasts.ts';
import { crisisSectionInShort } from './crisis.ts';
import { count, percent, percentRange } from './format.ts';
import { groupConditions, groupLabel } from './groups.ts';
import {
  incompleteText,
  isIncomplete,
  isTooFew,
  markMeanings,
  methodLabel,
  overlayText,
  publishedText,
  readoutText,
  studyNames,
  tooFewText,
} from './labels.ts';
import type { ReportCondition, ReportResults } from './report-results.ts';
import { conversationParts } from './table-conversations.ts';
import type { Section } from './section.ts';
import { togetherForTerminal } from './refusals/together-brief.ts';
import { categorySections, sections } from './sections.ts';
import { auditsPart } from './table-audits.ts';
import { conversationAuditsSection } from './conversation-audits.ts';
import { transportedSection } from './transported.ts';
import { effectsParts } from './table-effects.ts';
import { similarityParts } from './table-similarity.ts';
import { followUpParts } from './table-follow-ups.ts';
import { sideEffectParts } from './table-side-effects.ts';
import { ratesTable, shownRates } from './table-rates.ts';
import { sectionText } from './table-sections.ts';
import { leftOutText, noteText, terminalPage, type TerminalPage } from './terminal-page.ts';
import { visibleLine } from './visible-text.ts';
import { wrap } from './wrap.ts';

export interface TableOptions {
  /** Whether to write colours. */
  readonly color: boolean;
  /** Columns of the terminal, from 40; the table is laid out for 80. */
  readonly width: number;
  /** Rates by category under each condition. */
  readonly categories?: boolean;
  /** Only what a study was run for, as at the end of a run; what goes further is left to the report, and said to be. */
  readonly brief?: boolean;
  /** The store the results are from, for the command to run next. */
  readonly store?: string;
}

/** The report for a terminal: warnings, rates, controls, paired differences, what became of every trial, what to do next. */
export function renderTable(results: ReportResults, options: TableOptions): string {
  const page = terminalPage(options);
  const { width, paint } = page;
  const brief = options.brief ?? false;
  const declared = [contrastsSection(results)].filter((section) => section !== null);
  const crisis = [crisisSectionInShort(results)].filter((section) => section !== null);
  const afterAudits = [transportedSection(results), conversationAuditsSection(results.conversationAudits)].filter(
    (section) => section !== null,
  );
  const parts = [
    paint('bold', wrap(`Exitpoll ${results.exitpoll} · ${studyNames(results).join(', ') || 'no study'}`, width, '  ')),
    warningsPart(results, page),
    ...declared.map((section) => sectionText(section, page)),
    results.conditions.length === 0
      ? 'No conditions yet: nothing was planned in this store.'
      : ratesTable(results, options.categories ?? false, page),
    notes(results, page),
    ...crisis.map((section) => sectionText(section, page)),
    ...conversationParts(results, page),
    auditsPart(results.audits, page),
    ...afterAudits.map((section) => sectionText(section, page)),
    ...effectsParts(results, page),
    ...(brief ? [] : similarityParts(results, page)),
    ...[...sections(results, togetherForTerminal), ...(options.categories ? categorySections(results) : [])]
      .filter(({ id }) => !(brief && furtherSections.has(id)))
      .map((section) => sectionText(inShort(section), page)),
    ...(brief ? [] : sideEffectParts(results, page)),
    ...followUpParts(results, page),
    outcomesPart(results, page),
  ];
  const missing = brief ? 'exitpoll report --format md or html has them too' : 'so has --format md, html or json';
  parts.push(leftOutText(page, missing), nextPart(results, width, options));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Choices are told in full where there is room for them: by every other format. */
function inShort(section: Section): Section {
  const rows = section.groups.reduce((sum, group) => sum + group.rows.length, 0);
  if (section.id !== 'choices' || rows <= mostChoices) return section;
  const note = `${count(rows)} lines: in every other format.`;
  return { ...section, groups: [], columns: [], notes: [note] };
}

const mostChoices = 24;

/** Sections that ask how the numbers come about, or how conditions hang together. */
const furtherSections: ReadonlySet<string> = new Set(['intervals', 'refusal-correlation', 'specifications', 'choices']);

function warningsPart(results: ReportResults, { width, paint }: TerminalPage): string {
  return results.warnings
    .map((warning) => paint('yellow', wrap(`Warning: ${visibleLine(warning, 1000)}`, width, '  ')))
    .join('\n');
}

function notes(results: ReportResults, page: TerminalPage): string {
  const { conditions } = results;
  const lines: string[] = [];
  const shown = conditions.filter((condition) => condition.unsupported === null);
  lines.push(...markMeanings(shown));
  if (shown.some(isTooFew)) lines.push(`* ${tooFewText}`);
  if (shown.some(isIncomplete)) lines.push(incompleteText);
  if (shown.some((condition) => condition.method === 'baseline')) {
    lines.push('The baseline offers no exit and so has no bail rate.');
  }
  if (shown.some((condition) => condition.method === 'placebo-tool')) {
    lines.push('For the placebo tool, bails are calls of a useless tool: the control for having a tool at all.');
  }
  const neither = shown.flatMap((one) => one.neither ?? []);
  if (neither.length > 0) {
    const [least, most] = [Math.min(...neither), Math.max(...neither)];
    const range = percent(least) === percent(most) ? percent(most) : percentRange(least, most);
    lines.push(`${readoutText} On neither: ${range} % of the probability.`);
  }
  if (results.overlay !== undefined) lines.push(overlayText(results.overlay));
  if ((results.overlay?.conditions ?? 0) > 0) lines.push(publishedText);
  return lines.map((line) => noteText(line, page)).join('\n');
}

function outcomesPart(results: ReportResults, { width, paint }: TerminalPage): string {
  if (results.conditions.length === 0) return '';
  const shown = shownRates(results);
  const labelWidth = Math.max(20, ...shown.map((condition) => methodLabel(condition).length));
  const lines = groupConditions(shown).flatMap((group) => [
    wrap(`  ${groupLabel(group, results)}`, width, '    '),
    ...group.variants.flatMap((variant) => [
      ...(variant.title === '' ? [] : [wrap(`    ${variant.title}`, width, '      ')]),
      ...variant.conditions.map((condition) => sumLine(condition, labelWidth, width)),
    ]),
  ]);
  return [paint('bold', 'What became of every planned trial'), ...lines].join('\n');
}

function sumLine(condition: ReportCondition, labelWidth: number, width: number): string {
  const label = `    ${methodLabel(condition).padEnd(labelWidth)}  `;
  const text = condition.unsupported === null ? sumText(condition) : 'unsupported, no trials';
  // Beside a long label on a narrow terminal there would be no room for the words.
  if (label.length + leastSum > width) return `${label.trimEnd()}\n${wrap(text, width, '        ', '      ')}`;
  return wrap(text, width, ' '.repeat(label.length + 2), label);
}

/** `163 = 20 bail + 143 continue` */
function sumText({ planned, outcomes: counts }: ReportCondition): string {
  const parts = [...outcomes, 'pending' as const]
    .filter((state) => counts[state] > 0)
    .map((state) => `${count(counts[state])} ${state}`);
  return `${count(planned)}${parts.length === 0 ? '' : ` = ${parts.join(' + ')}`}`;
}

/** Columns that a sum takes at least. */
const leastSum = 24;

function nextPart(results: ReportResults, width: number, { store, brief }: TableOptions): string {
  const from = store === undefined || store === 'exitpoll.sqlite' ? '' : ` --store ${visibleLine(store)}`;
  const lines = [indented('a page with charts, bounds, the words as sent and transcripts', width)];
  const errors = results.conditions.some((condition) => condition.outcomes.error > 0);
  if (errors) lines.push(indented('or run the study again: trials that ended as errors are tried again', width));
  // A command is never cut, whatever the width: it is there to be copied.
  const more = [
    `or    exitpoll report${from}`,
    indented('more tables: agreement of methods, models alike, choices of the analysis', width),
  ];
  const next = [`Next: exitpoll report --format html --out report.html${from}`, ...lines];
  return [...next, ...(brief === true ? more : [])].join('\n');
}

function indented(text: string, width: number): string {
  return wrap(text, width, '      ', '      ');
}
