import type { CategoryResult, RateResult } from '../analysis/results.ts';
import { outcomes } from '../conversation/outcome.ts';
import { contrastsSection } from './contrasts.ts';
import { crisisSection } from './crisis.ts';
import { count, nothing, percent, percentRange } from './format.ts';
import { groupConditions } from './groups.ts';
import {
  incompleteText,
  isIncomplete,
  isTooFew,
  markMeanings,
  markSigns,
  markTexts,
  methodLabel,
  offersExit,
  overlayText,
  progressText,
  publishedText,
  readoutText,
  tooFewText,
} from './labels.ts';
import { auditsPart } from './markdown-audits.ts';
import { conversationAuditsSection } from './conversation-audits.ts';
import { transportedSection } from './transported.ts';
import { code, markdownTable, modelCell, variantCell } from './markdown-cells.ts';
import { conversationParts } from './markdown-conversations.ts';
import { effectsParts } from './markdown-effects.ts';
import { sideEffectParts } from './markdown-side-effects.ts';
import { sectionMarkdown } from './markdown-sections.ts';
import { similarityParts } from './markdown-similarity.ts';
import { followUpParts } from './markdown-follow-ups.ts';
import type { ReportCondition, ReportResults } from './report-results.ts';
import { categorySections, sections } from './sections.ts';

const rateHead = ['bail %', '95 %, situations like these', '95 %, exactly these items', 'no answer %', 'n', 'clusters'];

/** The report as GitHub-flavoured Markdown; names from outside stand in code spans, where nothing is markup. */
export function renderMarkdown(results: ReportResults, options: { readonly categories?: boolean } = {}): string {
  const declared = contrastsSection(results);
  const crisis = crisisSection(results);
  const afterAudits = [transportedSection(results), conversationAuditsSection(results.conversationAudits)];
  const parts = [
    `# Exitpoll: ${results.studies.map((study) => code(study.name)).join(', ') || 'no study'}`,
    results.warnings.map((warning) => `> **Warning:** ${code(warning, 1000)}`).join('\n>\n'),
    declared === null ? '' : sectionMarkdown(declared),
    '## Bail rates',
    ratesTable(results),
    notes(results),
    crisis === null ? '' : sectionMarkdown(crisis),
    options.categories ? categoriesPart(results) : '',
    ...conversationParts(results),
    auditsPart(results.audits),
    ...afterAudits.map((section) => (section === null ? '' : sectionMarkdown(section))),
    ...effectsParts(results),
    ...similarityParts(results),
    ...sideEffectParts(results),
    ...[...sections(results), ...(options.categories ? categorySections(results) : [])].map(sectionMarkdown),
    ...followUpParts(results),
    '## What became of every planned trial',
    outcomesTable(results.conditions),
    `Exitpoll ${results.exitpoll}, ${results.createdAt}. Strict scorer version ${results.scorers.strict}, paper scorer version ${results.scorers.paper}.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function ratesTable(results: ReportResults): string {
  const published = results.overlay === undefined ? [] : ['published %'];
  const head = [...nameHead, ...rateHead, 'neutral bail %', 'paper scorer %', ...published];
  const rows = ordered(results.conditions).map((condition) => {
    if (condition.unsupported !== null) {
      const reason = `unsupported: ${code(condition.unsupported)}`;
      return [...names(condition), reason, ...Array<string>(head.length - nameHead.length - 1).fill('')];
    }
    const exit = offersExit(condition.method);
    const state = condition.complete ? '' : ` (incomplete: ${progressText(condition)})`;
    const [first = '', ...rest] = rateCells(condition, exit);
    return [
      ...names(condition),
      (condition.marks.length === 0 ? '' : `**${markSigns(condition)}** `) + first + state,
      ...rest,
      exit ? percent(condition.neutral?.rate ?? null) : nothing,
      exit ? percent(condition.ratePaper) : nothing,
      ...published.map(() => publishedCell(condition)),
    ];
  });
  return markdownTable(head, rows, nameHead.length);
}

function categoriesPart(results: ReportResults): string {
  const rows = ordered(results.conditions).flatMap((condition) =>
    condition.categories.map((category: CategoryResult) => [
      ...names(condition),
      code(category.category),
      ...rateCells(category, offersExit(condition.method)),
    ]),
  );
  if (rows.length === 0) return '';
  return `## By category\n\n${markdownTable([...nameHead, 'category', ...rateHead], rows, nameHead.length + 1)}`;
}

function outcomesTable(conditions: readonly ReportCondition[]): string {
  const states = [...outcomes, 'pending'] as const;
  const rows = ordered(conditions).map((condition) => [
    ...names(condition),
    count(condition.planned),
    ...states.map((state) => (condition.unsupported === null ? count(condition.outcomes[state]) : nothing)),
  ]);
  return markdownTable([...nameHead, 'planned', ...states], rows, nameHead.length);
}

function notes(results: ReportResults): string {
  const { conditions, overlay } = results;
  const lines = conditions.flatMap((condition) =>
    markTexts(condition).map((text) => `- ${names(condition).join(', ')}: ${code(text, 300)}`),
  );
  if (lines.length > 0) lines.splice(0, lines.length, lines.join('\n'));
  lines.push(...markMeanings(conditions).map((text) => `**${text.slice(0, 1)}**${text.slice(1)}`));
  if (conditions.some(isTooFew)) lines.push(`\\* ${tooFewText}`);
  if (conditions.some(isIncomplete)) lines.push(incompleteText);
  if (conditions.some(({ readout }) => readout === 'logprobs')) lines.push(readoutText);
  if (overlay !== undefined) lines.push(code(overlayText(overlay), 1000));
  if ((overlay?.conditions ?? 0) > 0) lines.push(publishedText);
  return lines.join('\n\n');
}

const nameHead = ['model', 'dataset', 'offered as', 'wording'];

function names(condition: ReportCondition): string[] {
  return [modelCell(condition), code(condition.dataset), methodLabel(condition), variantCell(condition)];
}

function rateCells(of: RateResult, exit: boolean): string[] {
  return [
    exit ? percent(of.rate) : nothing,
    exit ? percentRange(of.low, of.high) + (of.tooFew ? ' \\*' : '') : nothing,
    exit ? percentRange(of.lowFixed, of.highFixed) + (of.tooFewFixed ? ' \\*' : '') : nothing,
    percent(of.noAnswer),
    count(of.n),
    count(of.clusters),
  ];
}

function publishedCell({ published }: ReportCondition): string {
  if (published === undefined) return nothing;
  return percent(published.rate) + (published.halfWidth === null ? '' : ` ± ${percent(published.halfWidth)}`);
}

function ordered(conditions: readonly ReportCondition[]): ReportCondition[] {
  return groupConditions(conditions).flatMap((group) => group.variants.flatMap((variants) => variants.conditions));
}
