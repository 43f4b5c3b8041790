import type { AgreementResult, Coefficient, SimilarityResult, WayPair } from '../analysis/similarity/results.ts';
import { countOf, nothing } from './format.ts';
import { groupLabel } from './groups.ts';
import { exploratory, methodLabel, modelLabel, type Offered } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import { visibleLine } from './visible-text.ts';

export const agreementTitle = exploratory('Do the ways of offering agree on which items to leave?');
export const similarityTitle = exploratory('Which models leave the same items?');

/** What agreement is, and how it was tested. */
export function agreementText({ agreement }: ReportResults): string {
  return (
    'kappa: agreement of the decisions, draw by draw (0: as by chance, 1: full); all ways together by Krippendorff’s ' +
    'alpha. r: correlation of the items’ bail rates. Clusters are drawn for the intervals and exchanged for p, which is not adjusted for the number of rows ' +
    `(${countOf(agreement.bootstrapDraws, 'draw')}, ${countOf(agreement.permutations, 'permutation')}), each among those with as many ` +
    'items or, where such are few, as the first items of larger ones. ' +
    `${nothing}: one of the two never, or always, left, or nothing was answered in both; no p: clusters leave nothing to exchange.`
  );
}

/** What similarity is. */
export const similarityText =
  'Correlation of the models’ bail rates over the items both answered, and below or beside it their cosine; models ' +
  `ordered so that like stands beside like. ${nothing}: a model left every item alike. Below the map every two models, with ` +
  'intervals (clusters drawn) and p (clusters exchanged, the same for both coefficients), by Holm for the pairs of one way; ' +
  'of many models the first.';

/** One line of agreement: a pair of ways, or all of them. */
export interface AgreementRow {
  readonly label: string;
  readonly pair: WayPair | null;
  /** Kappa, or alpha for all ways. */
  readonly decisions: Coefficient;
  readonly items: number;
  readonly draws: number;
  readonly clusters: number;
}

export interface AgreementGroup {
  /** Model and dataset. Safe to print. */
  readonly title: string;
  readonly of: AgreementResult;
  readonly rows: readonly AgreementRow[];
}

/** Agreement by model and dataset, the line of all ways first. */
export function agreementGroups(results: ReportResults): AgreementGroup[] {
  return results.agreement.groups.map((of) => {
    const ways = new Map(of.ways.map((way) => [way.condition, wayLabel(way)]));
    const rows = of.pairs.map((pair): AgreementRow => {
      const label = `${ways.get(pair.a) ?? ''} × ${ways.get(pair.b) ?? ''}`;
      return { label, pair, decisions: pair.kappa, items: pair.items, draws: pair.draws, clusters: pair.clusters };
    });
    const all: AgreementRow[] =
      of.alpha === null ? [] : [{ label: `all ${of.ways.length} ways`, pair: null, decisions: of.alpha, ...of.alpha }];
    return { title: groupLabel(of, results), of, rows: [...all, ...rows] };
  });
}

/** A way of offering, short: `prompt bail 1st`. */
export function wayLabel(way: Offered): string {
  return methodLabel(way).replace(/^bail-/, '');
}

/** What a matrix is of: `bail-tool · bailbench`. Safe to print. */
export function similarityLabel(of: SimilarityResult, results: ReportResults): string {
  const study = results.studies.length > 1 ? ` · study ${visibleLine(of.study, 40)}` : '';
  const left = of.modelsLeft === 0 ? '' : ` (${countOf(of.modelsLeft, 'further model')} not compared)`;
  return `${methodLabel(of)} · ${visibleLine(of.dataset, 40)}${study}${left}`;
}

/** A model and the one it is most like. */
export interface Nearest {
  readonly label: string;
  readonly to: string;
  readonly correlation: number | null;
  readonly cosine: number | null;
}

/** For each model of a matrix the one with the highest correlation; models without any are left out. */
export function nearestModels({ models, correlation, cosine }: SimilarityResult): Nearest[] {
  return models.flatMap((model, row) => {
    let best = -1;
    for (const [column, value] of (correlation[row] ?? []).entries()) {
      if (column === row || value === null) continue;
      if (best < 0 || value > (correlation[row]?.[best] ?? -2)) best = column;
    }
    const other = models[best];
    if (other === undefined) return [];
    return [
      {
        label: modelLabel(model),
        to: modelLabel(other),
        correlation: correlation[row]?.[best] ?? null,
        cosine: cosine[row]?.[best] ?? null,
      },
    ];
  });
}

/** A coefficient in steps of 0.01, with a true minus sign. */
export function coefficient(value: number | null | undefined): string {
  if (value === null || value === undefined) return nothing;
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : text;
}

/** Its interval: `0.12 to 0.45`. */
export function coefficientRange({ low, high }: Pick<Coefficient, 'low' | 'high'>): string {
  return low === null || high === null ? nothing : `${coefficient(low)} to ${coefficient(high)}`;
}
