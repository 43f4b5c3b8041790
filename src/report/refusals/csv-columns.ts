import type {
  BailMinusRefusal,
  RefusalRate,
  RefusalScorerSummary,
  TogetherResult,
} from '../../analysis/refusals/results.ts';
import type { ShareResult } from '../../analysis/share.ts';
import type { CsvValue } from '../csv-cell.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';

/** What a row of the CSV says of refusals, by the first scorer of the results alone; JSON has them all. */
export interface RowRefusals {
  readonly scorer: RefusalScorerSummary | null;
  /** Of the condition's own first replies; `null` for the bail prompt beside a baseline. */
  readonly rate: RefusalRate | null;
  /** Seen together, or as a product. */
  readonly together: TogetherResult | null;
  readonly minus: (BailMinusRefusal & { readonly pAdjusted?: number | null }) | null;
}

/** Finds what is said of a condition, or of one category of it. */
export function rowRefusals({
  refusals,
}: ReportResults): (condition: ReportCondition, category: string | null) => RowRefusals {
  const [scorer = null] = refusals.scorers;
  const key = (one: { study: string; condition: string }): string => JSON.stringify([one.study, one.condition]);
  const isFirst = (one: { scorer: string }): boolean => one.scorer === scorer?.name;
  const rates = new Map(refusals.rates.filter(isFirst).map((one) => [key(one), one]));
  const tables = new Map(
    refusals.together.filter((one) => isFirst(one) && one.basis !== 'own-reply').map((one) => [key(one), one]),
  );
  const differences = new Map(refusals.bailMinusRefusal.filter(isFirst).map((one) => [key(one), one]));
  return ({ study, id }, category) => {
    const own = key({ study, condition: id });
    const rate = rates.get(own) ?? null;
    const minus = differences.get(own) ?? null;
    if (category === null) return { scorer, rate, together: tables.get(own) ?? null, minus };
    const isOf = (one: { readonly category: string }): boolean => one.category === category;
    return {
      scorer,
      rate: rate?.categories.find(isOf) ?? null,
      together: null,
      minus: minus?.categories.find(isOf) ?? null,
    };
  };
}

type Column = readonly [name: string, value: (row: RowRefusals) => CsvValue];

function shareColumns(name: string, of: (row: RowRefusals) => ShareResult | undefined): Column[] {
  return [
    [name, (row) => of(row)?.rate ?? null],
    [`${name}Low`, (row) => of(row)?.low ?? null],
    [`${name}High`, (row) => of(row)?.high ?? null],
    [`${name}LowFixed`, (row) => of(row)?.lowFixed ?? null],
    [`${name}HighFixed`, (row) => of(row)?.highFixed ?? null],
    [`${name}TooFew`, (row) => of(row)?.tooFew ?? null],
  ];
}

/** The columns of refusals, left to right. */
export const refusalColumns: readonly Column[] = [
  [
    'refusalScorer',
    ({ scorer, rate, together, minus }) =>
      rate === null && together === null && minus === null ? null : (scorer?.name ?? null),
  ],
  ...shareColumns('refusal', ({ rate }) => rate ?? undefined),
  ['refusalN', ({ rate }) => rate?.n ?? null],
  ['refusalMeanScore', ({ rate }) => rate?.meanScore ?? null],
  ['togetherBasis', ({ together }) => together?.basis ?? null],
  ...shareColumns('noRefusalBail', ({ together }) => together?.noRefusalBail),
  ...shareColumns('noBailRefusal', ({ together }) => together?.noBailRefusal),
  ...shareColumns('refusalBail', ({ together }) => together?.refusalBail),
  ...shareColumns('neitherBailNorRefusal', ({ together }) => together?.neither),
  ['togetherNoAnswer', ({ together }) => together?.noAnswer ?? null],
  ['noRefusalBailLeast', ({ together }) => together?.bounds?.noRefusalBail[0] ?? null],
  ['noRefusalBailMost', ({ together }) => together?.bounds?.noRefusalBail[1] ?? null],
  ['noRefusalBailPaper', ({ together }) => together?.paper ?? null],
  ['bailMinusRefusal', ({ minus }) => minus?.difference ?? null],
  ['bailMinusRefusalLow', ({ minus }) => (minus?.conclusion === 'interval' ? minus.low : null)],
  ['bailMinusRefusalHigh', ({ minus }) => (minus?.conclusion === 'interval' ? minus.high : null)],
  ['bailMinusRefusalLowFixed', ({ minus }) => minus?.lowFixed ?? null],
  ['bailMinusRefusalHighFixed', ({ minus }) => minus?.highFixed ?? null],
  ['bailMinusRefusalTooFewFixed', ({ minus }) => minus?.tooFewFixed ?? null],
  ['bailMinusRefusalP', ({ minus }) => minus?.p ?? null],
  ['bailMinusRefusalPAdjusted', ({ minus }) => minus?.pAdjusted ?? null],
];
