import type { CategoryResult, PairedResult, RateResult } from '../analysis/results.ts';
import { outcomes } from '../conversation/outcome.ts';
import { renderContrastsCsv } from './contrasts-csv.ts';
import { csvLine, type CsvValue } from './csv-cell.ts';
import { refusalColumns, rowRefusals, type RowRefusals } from './refusals/csv-columns.ts';
import type { ReportCondition, ReportResults } from './report-results.ts';
import { renderAgreementCsv, renderSimilarityCsv } from './similarity-csv.ts';

/** What a CSV report can hold: each is a table of its own. */
export const csvSections = ['conditions', 'contrasts', 'agreement', 'similarity'] as const;

export interface CsvOptions {
  /** `conditions` unless given. */
  readonly section?: (typeof csvSections)[number] | undefined;
  /** Of the conditions: further rows, one for each category of each, told apart by the column `category`. */
  readonly categories?: boolean;
}

interface Row {
  readonly condition: ReportCondition;
  /** `null` for the row of the whole condition. */
  readonly category: CategoryResult | null;
  readonly rate: RateResult;
  /** The paired differences the condition is the first of, by kind. */
  readonly pairs: ReadonlyMap<PairedResult['kind'], PairedResult>;
  readonly refusals: RowRefusals;
}

type Column = readonly [name: string, value: (row: Row) => CsvValue];

const states = [...outcomes, 'pending'] as const;

const columns: readonly Column[] = [
  ['id', ({ condition }) => condition.id],
  ['study', ({ condition }) => condition.study],
  ['model', ({ condition }) => condition.model],
  ['simulated', ({ condition }) => condition.simulated],
  ['dataset', ({ condition }) => condition.dataset],
  ['method', ({ condition }) => condition.method],
  ['order', ({ condition }) => condition.order],
  ['readout', ({ condition }) => condition.readout],
  ['wording', ({ condition }) => condition.wording],
  ['leadIn', ({ condition }) => condition.leadIn],
  ['historyAuthor', ({ condition }) => condition.historyAuthor],
  ['replyAuthor', ({ condition }) => condition.replyAuthor],
  ['category', ({ category }) => category?.category ?? null],
  ['epochs', ({ condition }) => condition.epochs],
  ['mostEpochs', ({ condition }) => condition.stopping?.mostEpochs ?? condition.epochs],
  ['stopped', ({ condition }) => condition.stopping?.stopped ?? null],
  ['stoppingLow', whole(({ stopping }) => stopping?.low ?? null)],
  ['stoppingHigh', whole(({ stopping }) => stopping?.high ?? null)],
  ['unsupported', ({ condition }) => condition.unsupported],
  ['complete', ({ condition }) => condition.complete],
  ['planned', ({ rate }) => rate.planned],
  ...states.map((state): Column => [state, ({ rate }) => rate.outcomes[state]]),
  ['n', ({ rate }) => rate.n],
  ['items', ({ rate }) => rate.items],
  ['clusters', ({ rate }) => rate.clusters],
  ['rate', ({ rate }) => rate.rate],
  ['low', ({ rate }) => rate.low],
  ['high', ({ rate }) => rate.high],
  ['lowFixed', ({ rate }) => rate.lowFixed],
  ['highFixed', ({ rate }) => rate.highFixed],
  ['intervalMethod', ({ rate }) => rate.intervalMethod],
  ['intervalMethodFixed', ({ rate }) => rate.intervalMethodFixed],
  ['tooFew', ({ rate }) => rate.tooFew],
  ['tooFewFixed', ({ rate }) => rate.tooFewFixed],
  ['noAnswer', ({ rate }) => rate.noAnswer],
  ['boundsLow', ({ rate }) => rate.bounds?.[0] ?? null],
  ['boundsHigh', ({ rate }) => rate.bounds?.[1] ?? null],
  ['ratePaper', ({ rate }) => rate.ratePaper],
  ...states.map((state): Column => [`${state}Paper`, ({ rate }) => rate.outcomesPaper[state]]),
  ['neutralRate', whole(({ neutral }) => neutral?.rate ?? null)],
  ['neutralLow', whole(({ neutral }) => neutral?.low ?? null)],
  ['neutralHigh', whole(({ neutral }) => neutral?.high ?? null)],
  ['neutralN', whole(({ neutral }) => neutral?.n ?? null)],
  ['neither', whole(({ neither }) => neither)],
  ['flags', whole(({ flags }) => flagsText(flags))],
  ['servedModels', whole(({ servedModels }) => servedModels.join('; ') || null)],
  ['marks', whole(({ marks }) => marks.map(({ text }) => text).join('; ') || null)],
  ...differenceColumns('excess', 'excess'),
  ...differenceColumns('order', 'orderEffect'),
  ...differenceColumns('placebo', 'placeboEffect'),
  ...differenceColumns('wording', 'wordingEffect'),
  ...differenceColumns('lead-in', 'leadInEffect'),
  ...refusalColumns.map(([name, value]): Column => [name, ({ refusals }) => value(refusals)]),
  ['publishedRate', whole(({ published }) => published?.rate ?? null)],
  ['publishedHalfWidth', whole(({ published }) => published?.halfWidth ?? null)],
];

/** The columns of the conditions, left to right. */
export const csvColumns: readonly string[] = columns.map(([name]) => name);

/** A part of a report as CSV: a header, then rows; of the conditions one row each with every field flat. */
export function renderCsv(results: ReportResults, options: CsvOptions = {}): string {
  if (options.section === 'contrasts') return renderContrastsCsv(results);
  if (options.section === 'agreement') return renderAgreementCsv(results);
  if (options.section === 'similarity') return renderSimilarityCsv(results);
  const pairsOf = Map.groupBy(results.pairs, ({ a }) => a);
  const refusalsOf = rowRefusals(results);
  const rows = results.conditions.flatMap((condition): Row[] => {
    const pairs = new Map((pairsOf.get(condition.id) ?? []).map((pair) => [pair.kind, pair]));
    return [
      { condition, category: null, rate: condition, pairs, refusals: refusalsOf(condition, null) },
      ...(options.categories ? condition.categories : []).map((category) => ({
        condition,
        category,
        rate: category,
        pairs,
        refusals: refusalsOf(condition, category.category),
      })),
    ];
  });
  return csvLine(csvColumns) + rows.map((row) => csvLine(columns.map(([, value]) => value(row)))).join('');
}

/** A column that speaks of the whole condition, and is empty in the rows of its categories. */
function whole(value: (condition: ReportCondition) => CsvValue): (row: Row) => CsvValue {
  return ({ condition, category }) => (category === null ? value(condition) : null);
}

/** A condition's paired difference of one kind; the interval is empty where nothing can be concluded. */
function differenceColumns(kind: PairedResult['kind'], title: string): Column[] {
  const of = (value: (pair: PairedResult) => CsvValue) => (row: Row) => {
    const pair = row.category === null ? row.pairs.get(kind) : undefined;
    return pair === undefined ? null : value(pair);
  };
  return [
    [title, of((pair) => pair.difference)],
    [`${title}Low`, of((pair) => pair.low)],
    [`${title}High`, of((pair) => pair.high)],
    [`${title}LowFixed`, of((pair) => pair.lowFixed)],
    [`${title}HighFixed`, of((pair) => pair.highFixed)],
    [`${title}Role`, of((pair) => pair.role)],
  ];
}

function flagsText(flags: Readonly<Record<string, number>>): string | null {
  const names = Object.keys(flags).sort();
  return names.map((name) => `${name}=${flags[name]}`).join('; ') || null;
}
