import { authorLabel } from '../author-label.ts';
import type { ReportResults } from '../report-results.ts';
import { visibleLine } from '../visible-text.ts';
import { bailPoint, byDataset, byModel, pointsOf, waySeries } from './conditions.ts';
import { dotTable } from './dot-table.ts';
import { fileName, type DotPlot, type FigureData } from './figure.ts';

/** Bail rates about replies, and after turns, that others wrote, beside those about the model's own, for each dataset. */
export function authorFigures(results: ReportResults): readonly FigureData[] {
  const pairs = results.pairs.filter(({ kind }) => kind === 'reply-author' || kind === 'history-author');
  const differences = new Map(pairs.map((pair) => [pair.a, pair]));
  const compared = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  const conditions = results.conditions.filter(({ id, leadIn }) => leadIn === null && compared.has(id));
  return byDataset(results, conditions).map(({ name, dataset, members }) => {
    const series = waySeries(members);
    const groups = [...Map.groupBy(members, ({ model, wording }) => JSON.stringify([model, wording])).values()].map(
      (own) => ({
        title: byModel(own.slice(0, 1))[0]?.label ?? '',
        rows: [...Map.groupBy(own, authorLabel)].map(([label, same]) => ({
          label,
          points: pointsOf(
            series,
            same.map((one) => {
              const pair = differences.get(one.id);
              if (pair === undefined) return bailPoint(one);
              const sure = pair.conclusion === 'interval';
              const [low, high] = sure ? [pair.low, pair.high] : [null, null];
              return { ...bailPoint(one), difference: { value: pair.difference, low, high } };
            }),
          ),
        })),
      }),
    );
    const plot: DotPlot = { kind: 'dots', groups, series, axis: 'bail rate, %' };
    return {
      name: fileName('transcripts-by-others', ...name),
      title: 'Asked about transcripts that others wrote',
      subtitle: `${visibleLine(dataset, 60)}. Bars: 95 % for situations like these. Paired differences are in the CSV.`,
      plot,
      table: dotTable(plot, dataset),
    };
  });
}
