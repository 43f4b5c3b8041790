import type { SimilarityResult } from '../analysis/similarity/results.ts';
import { count, nothing, pValue, percent } from './format.ts';
import { code, markdownTable, modelCell } from './markdown-cells.ts';
import type { ReportResults } from './report-results.ts';
import {
  agreementGroups,
  agreementText,
  agreementTitle,
  coefficient,
  coefficientRange,
  similarityLabel,
  similarityText,
  similarityTitle,
} from './similarity.ts';
import { pairCells, testedText } from './similarity-pairs.ts';

/** Agreement between ways of offering, then similarity of models, as parts of a Markdown report. */
export function similarityParts(results: ReportResults): string[] {
  return [agreementPart(results), similarityPart(results)];
}

function agreementPart(results: ReportResults): string {
  const rows = agreementGroups(results).flatMap(({ of, rows: own }) =>
    own.map(({ label, pair, decisions, items, clusters }) => [
      modelCell(of),
      code(of.dataset),
      label,
      coefficient(decisions.value),
      coefficientRange(decisions),
      pValue(decisions.p),
      pair === null ? nothing : percent(pair.same),
      coefficient(pair?.correlation.value),
      pair === null ? nothing : coefficientRange(pair.correlation),
      pValue(pair?.correlation.p ?? null),
      coefficient(pair?.cosine.value),
      pair === null ? nothing : coefficientRange(pair.cosine),
      pValue(pair?.cosine.p ?? null),
      count(items),
      count(clusters),
    ]),
  );
  if (rows.length === 0) return '';
  const of = (name: string): string[] => [name, '95 %', 'p'];
  const head = ['model', 'dataset', 'ways', ...of('kappa'), 'same %', ...of('r'), ...of('cosine'), 'items', 'clusters'];
  return `## ${agreementTitle}\n\n${markdownTable(head, rows, 3)}\n\n${agreementText(results)}`;
}

function similarityPart(results: ReportResults): string {
  if (results.similarity.length === 0) return '';
  const parts = results.similarity.map((one) => {
    const head = ['r / cosine', ...one.models.map((_, index) => String(index + 1))];
    const rows = one.models.map((model, row) => [
      `${row + 1} ${modelCell(model)}`,
      ...one.models.map(
        (_, column) => `${coefficient(one.correlation[row]?.[column])} / ${coefficient(one.cosine[row]?.[column])}`,
      ),
    ]);
    const text = testedText(one);
    return [
      `### ${code(similarityLabel(one, results))}`,
      markdownTable(head, rows, 1),
      ...(one.pairs.length === 0 ? [] : [pairsTable(one)]),
      ...(text === '' ? [] : [text]),
    ].join('\n\n');
  });
  return [`## ${similarityTitle}`, ...parts, similarityText].join('\n\n');
}

function pairsTable(of: SimilarityResult): string {
  const names = new Map(of.models.map((model) => [model.condition, modelCell(model)]));
  const rows = of.pairs.map((pair) => [
    `${names.get(pair.a) ?? ''} × ${names.get(pair.b) ?? ''}`,
    ...pairCells(pair),
    count(pair.items),
    count(pair.clusters),
  ]);
  return markdownTable(['models', 'r', '95 %', 'cosine', '95 %', 'p', 'adjusted p', 'items', 'clusters'], rows, 1);
}
