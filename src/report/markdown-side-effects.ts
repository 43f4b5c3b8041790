import { count, percent } from './format.ts';
import { exploratory, methodLabel } from './labels.ts';
import { code, markdownTable, modelCell, variantCell } from './markdown-cells.ts';
import type { ReportResults } from './report-results.ts';
import {
  apartCells,
  journalCells,
  journalsText,
  ratioRange,
  ratioText,
  refusalLines,
  sideEffectsText,
} from './side-effects.ts';

const nameHead = ['model', 'dataset', 'offered as', 'wording'];

/** Side effects of the offer, and journals, as parts of a Markdown report; empty where there are none. */
export function sideEffectParts(results: ReportResults): string[] {
  return [effectsPart(results), journalsPart(results)];
}

function effectsPart({ sideEffects }: ReportResults): string {
  if (sideEffects.length === 0) return '';
  const head = [
    'words',
    'baseline',
    'ratio',
    '95 %',
    'apart %',
    'by chance %',
    'points',
    '95 %',
    'named %',
    'pairs',
    'clusters',
    'refusals',
    'shifted most',
  ];
  const rows = sideEffects.map((one) => [
    modelCell(one),
    code(one.dataset),
    methodLabel({ ...one, order: null }),
    variantCell(one),
    one.length.offered.toFixed(1),
    one.length.baseline.toFixed(1),
    ratioText(one),
    ratioRange(one),
    ...apartCells(one),
    percent(one.mentions),
    count(one.replies),
    count(one.clusters),
    refusalLines(one).join('').replace('refusals: ', '') || '–',
    one.words.map(({ word, offered, baseline }) => `${code(word, 24)} ${offered > baseline ? '+' : '−'}`).join(', '),
  ]);
  const table = markdownTable([...nameHead, ...head], rows, nameHead.length);
  return `## ${exploratory('Side effects of the offer')}\n\n${table}\n\n${sideEffectsText}`;
}

function journalsPart({ journals }: ReportResults): string {
  if (journals.length === 0) return '';
  const head = ['bails', 'with words %', 'length', 'stays', 'with words %', 'length'];
  const rows = journals.map((one) => [
    modelCell(one),
    code(one.dataset),
    methodLabel(one),
    variantCell(one),
    ...journalCells(one.bails),
    ...journalCells(one.stays),
  ]);
  return `## Journals\n\n${markdownTable([...nameHead, ...head], rows, nameHead.length)}\n\n${journalsText}`;
}
