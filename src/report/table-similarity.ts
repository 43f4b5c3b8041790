import type { SimilarityResult } from '../analysis/similarity/results.ts';
import { countOf, pValue } from './format.ts';
import { modelLabel } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import {
  agreementGroups,
  agreementText,
  agreementTitle,
  coefficient,
  coefficientRange,
  nearestModels,
  similarityLabel,
  similarityText,
  similarityTitle,
  type AgreementRow,
} from './similarity.ts';
import { pairCells, pairRows, testedText } from './similarity-pairs.ts';
import type { RowColumn, TableLine } from './table-rows.ts';
import { noteText, tablePart, type TerminalPage } from './terminal-page.ts';
import { fit, wrap } from './wrap.ts';

/** Agreement between ways of offering, then similarity of models, for a terminal; empty where there is nothing to say. */
export function similarityParts(results: ReportResults, page: TerminalPage): string[] {
  return [agreementPart(results, page), similarityPart(results, page)];
}

/** With more models and datasets than this only the lines of all ways together are shown. */
const mostInFull = 20;

function agreementPart(results: ReportResults, page: TerminalPage): string {
  const groups = agreementGroups(results);
  if (groups.length === 0) return '';
  const isLong = groups.length > mostInFull;
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'kappa', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: 'p', align: 'right', optional: 1 },
    { title: 'r', align: 'right' },
    { title: '95 %', align: 'right', optional: 3 },
    { title: 'p', align: 'right', optional: 2 },
    { title: 'cosine', align: 'right', optional: 4, about: 'cosine: of the items’ bail rates.' },
    { title: 'items', align: 'right', optional: 5, about: 'items: answered in both, or in all.' },
  ];
  const lines = groups.flatMap((group): TableLine[] => {
    if (group.rows.every(isEmpty))
      return [`  ${group.title}`, '    each way never, or always, left: nothing to compare'];
    const rows = isLong && group.rows.length > 1 ? group.rows.slice(0, 1) : group.rows;
    return [`  ${group.title}`, ...rows.map(agreementCells)];
  });
  const left = isLong ? ['The pairs of ways stand in every other format.'] : [];
  return tablePart({ title: agreementTitle, columns, lines, notes: [agreementText(results), ...left] }, page);
}

function isEmpty({ pair, decisions }: AgreementRow): boolean {
  return decisions.value === null && (pair?.cosine.value ?? null) === null;
}

function agreementCells({ label, pair, decisions, items }: AgreementRow): string[] {
  return [
    `    ${label}`,
    coefficient(decisions.value),
    coefficientRange(decisions),
    pValue(decisions.p),
    pair === null ? '' : coefficient(pair.correlation.value),
    pair === null ? '' : coefficientRange(pair.correlation),
    pair === null ? '' : pValue(pair.correlation.p),
    pair === null ? '' : coefficient(pair.cosine.value),
    String(items),
  ];
}

function similarityPart(results: ReportResults, page: TerminalPage): string {
  const { width, paint } = page;
  if (results.similarity.length === 0) return '';
  const parts = results.similarity.map((one) => {
    const title = `  ${similarityLabel(one, results)}, ${countOf(one.items, 'item')}`;
    const isNarrow = 24 + one.models.length * 7 <= width;
    const map = isNarrow ? matrix(one, page) : nearest(one, page);
    return [wrap(title, width, '    '), map, ...testedLines(one, isNarrow, page)].join('\n');
  });
  return [paint('bold', wrap(similarityTitle, width)), ...parts, noteText(similarityText, page)].join('\n');
}

function matrix({ models, correlation }: SimilarityResult, page: TerminalPage): string {
  const columns: readonly RowColumn[] = [
    { title: '' },
    ...models.map((_, index) => ({ title: `${index + 1}`, align: 'right' as const })),
  ];
  const lines = models.map((model, row) => [
    `    ${row + 1} ${modelLabel(model)}`,
    ...models.map((_, column) => coefficient(correlation[row]?.[column])),
  ]);
  return tablePart({ title: '', columns, lines }, page);
}

/** With more pairs of models than this only the closest stand in a terminal: every other format has all. */
const mostPairs = 10;

function testedLines(of: SimilarityResult, hasNumbers: boolean, page: TerminalPage): string[] {
  const rows = pairRows(of).filter(({ pair }) => pair.cosine.value !== null);
  const text = testedText(of);
  const shown = rows
    .toSorted((one, other) => (one.pair.pAdjusted ?? 2) - (other.pair.pAdjusted ?? 2))
    .slice(0, mostPairs);
  const left = rows.length - shown.length;
  const notes = [text, left > 0 ? `${countOf(left, 'pair')} with greater p: in every other format.` : '']
    .filter((note) => note !== '')
    .map((note) => noteText(note, page));
  if (shown.length === 0) return notes;
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'r', align: 'right' },
    { title: '95 % of r', align: 'right', optional: 1 },
    { title: 'cosine', align: 'right' },
    { title: '95 % of cosine', align: 'right', optional: 2 },
    { title: 'p', align: 'right', optional: 4 },
    { title: 'adjusted', align: 'right' },
    { title: 'items', align: 'right', optional: 3 },
  ];
  const lines = shown.map(({ label, numbers, pair }) => [
    `    ${hasNumbers ? numbers : label}`,
    ...pairCells(pair),
    String(pair.items),
  ]);
  return [tablePart({ title: '', columns, lines }, page), ...notes];
}

function nearest(of: SimilarityResult, page: TerminalPage): string {
  const rows = nearestModels(of);
  if (rows.length === 0) return '    no two models can be compared';
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'most like' },
    { title: 'r', align: 'right' },
    { title: 'cosine', align: 'right', optional: 1 },
  ];
  const most = Math.max(16, Math.floor((page.width - 40) / 1.2));
  const lines = rows.map((row) => [
    `    ${row.label}`,
    fit(row.to, most),
    coefficient(row.correlation),
    coefficient(row.cosine),
  ]);
  return tablePart({ title: '', columns, lines }, page);
}
