import type { PairedResult } from '../../analysis/results.ts';
import { authorLabel } from '../author-label.ts';
import { hasFactor } from '../effects.ts';
import { methodLabel } from '../labels.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';
import { visibleLine } from '../visible-text.ts';
import { byDataset, byModel } from './conditions.ts';
import { fileName, type FigureData } from './figure.ts';

type Factor = NonNullable<PairedResult['factor']>;

/** Factors for transcripts that others wrote, with their intervals, for each dataset. */
export function factorFigures(results: ReportResults): readonly FigureData[] {
  const factorOf = new Map(
    results.pairs.flatMap((pair): [string, PairedResult & { readonly factor: Factor }][] =>
      hasFactor(pair.kind) && pair.factor !== undefined
        ? [[`${pair.a} ${pair.kind} ${pair.b}`, { ...pair, factor: pair.factor }]]
        : [],
    ),
  );
  const conditions = new Map(results.conditions.map((condition) => [condition.id, condition]));
  const found = [...factorOf.values()].flatMap((pair) => {
    const condition = conditions.get(pair.a);
    return condition === undefined || condition.leadIn !== null
      ? []
      : [{ pair, condition, study: condition.study, dataset: condition.dataset }];
  });
  return byDataset(results, found).map(({ name, dataset, members }) => {
    const groups = [...Map.groupBy(members, (one) => headingOf(one.condition, one.pair.kind))].map(([title, own]) => ({
      title,
      rows: own.map(({ condition, pair }) => ({ label: authorLabel(condition), factor: pair.factor, pair })),
    }));
    return {
      name: fileName('transcripts-by-others-factor', ...name),
      title: 'How many times as often models leave transcripts that others wrote',
      subtitle: `${visibleLine(dataset, 60)}. Bars: 95 % for situations like these; an arrow goes on beyond the axis. Hollow: cannot conclude.`,
      plot: { kind: 'factors', groups, axis: 'factor: rate with the other author ÷ rate with the usual one' },
      table: {
        columns: ['dataset', 'group', 'row', 'factor', 'low', 'high', 'conclusion', 'a', 'b'],
        rows: groups.flatMap(({ title, rows }) =>
          rows.map(({ label, factor: { ratio, low, high, conclusion }, pair: { a, b } }) => [
            dataset,
            title,
            label,
            ratio,
            low,
            high,
            conclusion,
            a,
            b,
          ]),
        ),
      },
    };
  });
}

function headingOf(condition: ReportCondition, kind: PairedResult['kind']): string {
  const what = kind === 'reply-author' ? 'reply by another ÷ its own' : 'earlier turns by another ÷ the dataset’s';
  return [byModel([condition])[0]?.label ?? '', methodLabel(condition), what].join(' · ');
}
