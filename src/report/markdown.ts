import type { CategoryResult, ConditionResult, PairedResult, RateResult, Results } from '../analysis/results.ts';
import { outcomes } from '../conversation/outcome.ts';
import { count, nothing, percent, percentRange, points, pointsRange } from './format.ts';
import { groupConditions } from './groups.ts';
import {
  cannotConclude,
  incompleteText,
  isIncomplete,
  isTooFew,
  methodLabel,
  offersExit,
  pairTitle,
  progressText,
  tooFewText,
} from './labels.ts';
import { visibleLine } from './visible-text.ts';

const rateHead = ['bail %', '95 %, situations like these', '95 %, exactly these items', 'no answer %', 'n', 'clusters'];

/** The report as GitHub-flavoured Markdown; names from outside stand in code spans, where nothing is markup. */
export function renderMarkdown(results: Results, options: { readonly categories?: boolean } = {}): string {
  const parts = [
    `# Exitpoll: ${results.studies.map((study) => code(study.name)).join(', ') || 'no study'}`,
    results.warnings.map((warning) => `> **Warning:** ${code(warning, 1000)}`).join('\n>\n'),
    '## Bail rates',
    ratesTable(results),
    notes(results.conditions),
    options.categories ? categoriesPart(results) : '',
    ...(['order', 'placebo'] as const).map((kind) => pairsPart(results.pairs.filter((pair) => pair.kind === kind))),
    '## What became of every planned trial',
    outcomesTable(results.conditions),
    `Exitpoll ${results.exitpoll}, ${results.createdAt}. Strict scorer version ${results.scorers.strict}, paper scorer version ${results.scorers.paper}.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function ratesTable(results: Results): string {
  const rows = ordered(results.conditions).map((condition) => {
    if (condition.unsupported !== null) {
      return [...names(condition), `unsupported: ${code(condition.unsupported)}`, '', '', '', '', '', '', ''];
    }
    const exit = offersExit(condition.method);
    const state = condition.complete ? '' : ` (incomplete: ${progressText(condition)})`;
    const [first = '', ...rest] = rateCells(condition, exit);
    return [
      ...names(condition),
      first + state,
      ...rest,
      exit ? percent(condition.neutral?.rate ?? null) : nothing,
      exit ? percent(condition.ratePaper) : nothing,
    ];
  });
  return table([...nameHead, ...rateHead, 'neutral bail %', 'paper scorer %'], rows, nameHead.length);
}

function categoriesPart(results: Results): string {
  const rows = ordered(results.conditions).flatMap((condition) =>
    condition.categories.map((category: CategoryResult) => [
      ...names(condition),
      code(category.category),
      ...rateCells(category, offersExit(condition.method)),
    ]),
  );
  if (rows.length === 0) return '';
  return `## By category\n\n${table([...nameHead, 'category', ...rateHead], rows, nameHead.length + 1)}`;
}

function pairsPart(pairs: readonly PairedResult[]): string {
  const [first] = pairs;
  if (first === undefined) return '';
  const rows = pairs.map((pair) => [
    model(pair),
    code(pair.dataset),
    variant(pair),
    `${percent(pair.rateA)} − ${percent(pair.rateB)}`,
    points(pair.difference),
    pair.conclusion === 'interval' ? pointsRange(pair.low, pair.high) : cannotConclude(pair),
    count(pair.items),
    count(pair.clusters),
  ]);
  const head = ['model', 'dataset', 'wording', 'rates %', 'difference, points', '95 %', 'items', 'clusters'];
  return `## ${pairTitle(first.kind)}\n\n${table(head, rows, 3)}`;
}

function outcomesTable(conditions: readonly ConditionResult[]): string {
  const states = [...outcomes, 'pending'] as const;
  const rows = ordered(conditions).map((condition) => [
    ...names(condition),
    count(condition.planned),
    ...states.map((state) => (condition.unsupported === null ? count(condition.outcomes[state]) : nothing)),
  ]);
  return table([...nameHead, 'planned', ...states], rows, nameHead.length);
}

function notes(conditions: readonly ConditionResult[]): string {
  const lines: string[] = [];
  if (conditions.some(isTooFew)) lines.push(`\\* ${tooFewText}`);
  if (conditions.some(isIncomplete)) lines.push(incompleteText);
  return lines.join('\n\n');
}

const nameHead = ['model', 'dataset', 'offered as', 'wording'];

function names(condition: ConditionResult): string[] {
  return [
    model(condition),
    code(condition.dataset),
    methodLabel(condition.method, condition.order),
    variant(condition),
  ];
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

function ordered(conditions: readonly ConditionResult[]): ConditionResult[] {
  return groupConditions(conditions).flatMap((group) => group.variants.flatMap((variants) => variants.conditions));
}

function model(of: { readonly model: string; readonly simulated: boolean }): string {
  return `${code(of.model)}${of.simulated ? ' (simulated)' : ''}`;
}

function variant(of: { readonly wording: string | null; readonly leadIn: string | null }): string {
  const wording = of.wording === null ? nothing : code(of.wording);
  return of.leadIn === null ? wording : `${wording} after ${code(of.leadIn)}`;
}

/** A code span around any text: a fence longer than every run of backticks in it. */
function code(text: string, max = 200): string {
  const line = visibleLine(text, max);
  if (line === '') return '` `';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  const rule = head.map((_, index) => (index < left ? '---' : '---:'));
  return [head, rule, ...rows].map(tableLine).join('\n');
}

/** In a table a bar ends the cell even inside a code span, unless it is escaped. */
function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
