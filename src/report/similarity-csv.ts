import type {
  AgreementResult,
  Coefficient,
  ModelPair,
  SimilarityResult,
  WayOffered,
} from '../analysis/similarity/results.ts';
import { csvLine, type CsvValue } from './csv-cell.ts';
import type { ReportResults } from './report-results.ts';
import { pairFinder } from './similarity-pairs.ts';

type Column<Row> = readonly [name: string, value: (row: Row) => CsvValue];

/** One coefficient of two ways of offering, or of all ways together. */
interface AgreementRow {
  readonly group: AgreementResult;
  /** `null` of all ways together. */
  readonly a: WayOffered | null;
  readonly b: WayOffered | null;
  readonly size: { readonly items: number; readonly draws: number; readonly clusters: number };
  readonly coefficient: 'alpha' | 'same' | 'kappa' | 'correlation' | 'cosine';
  readonly found: Pick<Coefficient, 'value'> & Partial<Coefficient>;
}

const agreement: readonly Column<AgreementRow>[] = [
  ['study', ({ group }) => group.study],
  ['model', ({ group }) => group.model],
  ['simulated', ({ group }) => group.simulated],
  ['dataset', ({ group }) => group.dataset],
  ...wayColumns('a', 'A'),
  ...wayColumns('b', 'B'),
  ['items', ({ size }) => size.items],
  ['draws', ({ size }) => size.draws],
  ['clusters', ({ size }) => size.clusters],
  ['coefficient', ({ coefficient }) => coefficient],
  ['value', ({ found }) => found.value],
  ['low', ({ found }) => found.low ?? null],
  ['high', ({ found }) => found.high ?? null],
  ['p', ({ found }) => found.p ?? null],
  ['role', () => 'exploratory'],
  ['reason', ({ found }) => found.reason ?? null],
];

function wayColumns(side: 'a' | 'b', suffix: string): readonly Column<AgreementRow>[] {
  return [
    [side, (row) => row[side]?.condition ?? null],
    [`method${suffix}`, (row) => row[side]?.method ?? null],
    [`order${suffix}`, (row) => row[side]?.order ?? null],
    [`readout${suffix}`, (row) => row[side]?.readout ?? null],
    [`wording${suffix}`, (row) => row[side]?.wording ?? null],
  ];
}

/** How far the ways of offering agree, one record a coefficient. */
export function renderAgreementCsv({
  agreement: { groups },
}: {
  readonly agreement: { readonly groups: readonly AgreementResult[] };
}): string {
  const rows = groups.flatMap((group): AgreementRow[] => {
    const { alpha, pairs } = group;
    const ways = new Map(group.ways.map((way) => [way.condition, way]));
    const all = { group, a: null, b: null, coefficient: 'alpha' } as const;
    return [
      ...(alpha === null ? [] : [{ ...all, size: alpha, found: alpha }]),
      ...pairs.flatMap((pair): AgreementRow[] => {
        const of = { group, a: ways.get(pair.a) ?? null, b: ways.get(pair.b) ?? null, size: pair };
        return [
          { ...of, coefficient: 'same', found: { value: pair.same } },
          ...(['kappa', 'correlation', 'cosine'] as const).map((name) => ({
            ...of,
            coefficient: name,
            found: pair[name],
          })),
        ];
      }),
    ];
  });
  return table(agreement, rows);
}

/** Two models under one way of offering. */
interface SimilarityRow {
  readonly of: SimilarityResult;
  readonly row: number;
  readonly column: number;
  /** What was tested of them; `undefined` of models beyond those that are tested. */
  readonly pair: ModelPair | undefined;
}

const similarity: readonly Column<SimilarityRow>[] = [
  ['study', ({ of }) => of.study],
  ['dataset', ({ of }) => of.dataset],
  ['method', ({ of }) => of.method],
  ['order', ({ of }) => of.order],
  ['readout', ({ of }) => of.readout],
  ['a', ({ of, row }) => of.models[row]?.condition ?? null],
  ['modelA', ({ of, row }) => of.models[row]?.model ?? null],
  ['simulatedA', ({ of, row }) => of.models[row]?.simulated ?? null],
  ['b', ({ of, column }) => of.models[column]?.condition ?? null],
  ['modelB', ({ of, column }) => of.models[column]?.model ?? null],
  ['simulatedB', ({ of, column }) => of.models[column]?.simulated ?? null],
  ['correlation', ({ of, row, column }) => of.correlation[row]?.[column] ?? null],
  ['cosine', ({ of, row, column }) => of.cosine[row]?.[column] ?? null],
  ['items', ({ pair }) => pair?.items ?? null],
  ['clusters', ({ pair }) => pair?.clusters ?? null],
  ['correlationLow', ({ pair }) => pair?.correlation.low ?? null],
  ['correlationHigh', ({ pair }) => pair?.correlation.high ?? null],
  ['cosineLow', ({ pair }) => pair?.cosine.low ?? null],
  ['cosineHigh', ({ pair }) => pair?.cosine.high ?? null],
  ['p', ({ pair }) => pair?.cosine.p ?? pair?.correlation.p ?? null],
  ['pAdjusted', ({ pair }) => pair?.pAdjusted ?? null],
  ['reason', ({ pair }) => pair?.correlation.reason ?? pair?.cosine.reason ?? null],
  ['leastItems', ({ of }) => of.items],
  ['modelsLeft', ({ of }) => of.modelsLeft],
];

/** How alike models are, one record for every two of them under each way of offering. */
export function renderSimilarityCsv({ similarity: results }: Pick<ReportResults, 'similarity'>): string {
  const rows = results.flatMap((of) => {
    const pairOf = pairFinder(of);
    return of.models.flatMap((one, row) =>
      of.models.slice(row + 1).map((other, after): SimilarityRow => {
        return { of, row, column: row + 1 + after, pair: pairOf(one.condition, other.condition) };
      }),
    );
  });
  return table(similarity, rows);
}

function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => csvLine(columns.map(([, value]) => value(row))));
  return csvLine(columns.map(([name]) => name)) + lines.join('');
}
