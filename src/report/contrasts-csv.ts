import type { ComparedCondition } from '../analysis/compare/comparison.ts';
import type { ContrastComparison, ContrastResult } from '../analysis/contrast-result.ts';
import { csvLine, type CsvValue } from './csv-cell.ts';
import type { ReportResults } from './report-results.ts';

/** A comparison of a declared contrast; `null` where its models cannot do it, so that the contrast has a record too. */
interface Row {
  readonly contrast: ContrastResult;
  readonly one: ContrastComparison | null;
}

type Column = readonly [name: string, value: (row: Row) => CsvValue];

const columns: readonly Column[] = [
  ['study', ({ contrast }) => contrast.study],
  ['contrast', ({ contrast }) => contrast.name],
  ['a', ({ contrast }) => contrast.a],
  ['b', ({ contrast }) => contrast.b],
  ['on', ({ contrast }) => contrast.on],
  ['declaredAt', ({ contrast }) => contrast.declaredAt],
  ['trialsBefore', ({ contrast }) => contrast.trialsBefore],
  ['studyTrialsBefore', ({ contrast }) => contrast.studyTrialsBefore],
  ...conditionColumns('A', ({ a }) => a),
  ...conditionColumns('B', ({ b }) => b),
  ['pairing', of((one) => one.pairing)],
  ['alsoDiffers', of((one) => one.alsoDiffers.join('; ') || null)],
  ['complete', of((one) => one.complete)],
  ['rateA', of((one) => one.rateA)],
  ['rateB', of((one) => one.rateB)],
  ['difference', of((one) => one.difference)],
  ['low', of((one) => one.low)],
  ['high', of((one) => one.high)],
  ['tooFew', of((one) => one.tooFew)],
  ['lowFixed', of((one) => one.lowFixed)],
  ['highFixed', of((one) => one.highFixed)],
  ['tooFewFixed', of((one) => one.tooFewFixed)],
  ['conclusion', of((one) => one.conclusion)],
  ['p', of((one) => one.p)],
  ['pAdjusted', of((one) => one.pAdjusted)],
  ['test', of((one) => one.test)],
  ['pPermutation', of((one) => one.pPermutation)],
  ['pMcNemar', of((one) => one.pMcNemar)],
  ['ratio', of((one) => one.ratio)],
  ['ratioLow', of((one) => one.ratioLow)],
  ['ratioHigh', of((one) => one.ratioHigh)],
  ['ratioTooFew', of((one) => one.ratioTooFew)],
  ['planned', of((one) => one.planned)],
  ['trialsA', of((one) => one.trials.a)],
  ['trialsB', of((one) => one.trials.b)],
  ['itemsA', of((one) => one.items.a)],
  ['itemsB', of((one) => one.items.b)],
  ['clustersA', of((one) => one.clusters.a)],
  ['clustersB', of((one) => one.clusters.b)],
];

/** What the studies declared before their runs, one record a comparison. */
export function renderContrastsCsv({ contrasts }: Pick<ReportResults, 'contrasts'>): string {
  const rows = contrasts.flatMap((contrast): Row[] =>
    contrast.comparisons.length === 0
      ? [{ contrast, one: null }]
      : contrast.comparisons.map((one) => ({ contrast, one })),
  );
  const lines = rows.map((row) => csvLine(columns.map(([, value]) => value(row))));
  return csvLine(columns.map(([name]) => name)) + lines.join('');
}

function of(value: (one: ContrastComparison) => CsvValue): (row: Row) => CsvValue {
  return ({ one }) => (one === null ? null : value(one));
}

function conditionColumns(suffix: string, condition: (one: ContrastComparison) => ComparedCondition): Column[] {
  const names = [
    'id',
    'model',
    'simulated',
    'dataset',
    'category',
    'method',
    'order',
    'readout',
    'wording',
    'leadIn',
    'historyAuthor',
    'replyAuthor',
    'epochs',
  ] as const;
  return names.map((name): Column => [`${name}${suffix}`, of((one) => condition(one)[name])]);
}
