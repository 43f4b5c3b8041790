import { hasUsualAuthors } from '../author-label.ts';
import type { PairedResult } from '../../analysis/results.ts';
import { points, pointsRange } from '../format.ts';
import { methodLabel, modelLabel } from '../labels.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';
import { visibleLine } from '../visible-text.ts';
import { bailPoint, byDataset, modelRows, setApart, plainConditions, waySeries } from './conditions.ts';
import { dotTable } from './dot-table.ts';
import { fileName, type DotPlot, type FigureData, type FigureGroup } from './figure.ts';

const interval = 'Bars: 95 % for situations like these.';

const unsure = 'unsure: fewer than six clusters differ.';

/** Bail rates by model and way of offering, a drawing for each dataset. */
export function bailRateFigures(results: ReportResults): readonly FigureData[] {
  return byDataset(results, plainConditions(results)).map(({ name, dataset, members }) => {
    const series = waySeries(members);
    const rows = modelRows(members, series, bailPoint);
    const plot: DotPlot = { kind: 'dots', groups: [{ title: '', rows }], series, axis: 'bail rate, %' };
    const published = members.some((one) => one.published !== undefined)
      ? ' Published rates belong beside ours by the paper scorer (ratePaper in the CSV).'
      : '';
    const subtitle = `${visibleLine(dataset, 60)}. ${interval}${published}`;
    return {
      name: fileName('bail-rates', ...name),
      title: 'Bail rates by model and method',
      subtitle,
      plot,
      table: dotTable(plot, dataset),
    };
  });
}

/** Bail rates of every wording of a method, with its paired difference from the default one, for each dataset. */
export function wordingFigures(results: ReportResults): readonly FigureData[] {
  const pairs = new Map(results.pairs.filter(({ kind }) => kind === 'wording').map((pair) => [pair.a, pair]));
  const compared = new Set([...pairs.values()].flatMap(({ a, b }) => [a, b]));
  const conditions = results.conditions.filter(
    (one) => one.leadIn === null && hasUsualAuthors(one) && compared.has(one.id),
  );
  return byDataset(results, conditions).map(({ name, dataset, members }) => {
    const bySlot = [...Map.groupBy(members, (one) => `${modelLabel(one)} · ${methodLabel(one)}`)];
    const series = [{ key: 'bail', label: 'bail rate' }];
    const groups = bySlot.map(([title, own]): FigureGroup => ({
      title,
      rows: own.map((condition) => {
        const pair = pairs.get(condition.id);
        const difference =
          pair === undefined
            ? {}
            : {
                difference: {
                  value: pair.difference,
                  ...(pair.conclusion === 'interval' ? pair : { low: null, high: null }),
                },
              };
        return {
          label: visibleLine(condition.wording ?? '', 60),
          points: [{ ...bailPoint(condition), series: 'bail', ...difference }],
          end: pair === undefined ? 'compared with' : differenceText(pair),
        };
      }),
    }));
    const plot: DotPlot = { kind: 'dots', groups, series, axis: 'bail rate, %' };
    return {
      name: fileName('wordings', ...name),
      title: 'Bail rates by wording',
      subtitle: `${visibleLine(dataset, 60)}. ${interval} At the end: paired difference from the default wording, points; ${unsure}`,
      plot,
      table: dotTable(plot, dataset),
    };
  });
}

/** Both orders of the bail prompt's answers side by side, with their paired difference, for each dataset. */
export function orderFigures(results: ReportResults): readonly FigureData[] {
  const conditions = new Map(results.conditions.map((one) => [one.id, one]));
  const others = setApart(results);
  const pairs = results.pairs.filter(({ kind, leadIn, a }) => kind === 'order' && leadIn === null && !others.has(a));
  const unique = [...new Map(pairs.map((pair) => [`${pair.a} ${pair.b}`, pair])).values()];
  const placed = unique.flatMap((pair) => {
    const [a, b] = [conditions.get(pair.a), conditions.get(pair.b)];
    return a === undefined || b === undefined ? [] : [{ study: a.study, dataset: a.dataset, pair, a, b }];
  });
  const series = [
    { key: 'a', label: 'leaving named first' },
    { key: 'b', label: 'staying named first' },
  ];
  return byDataset(results, placed).map(({ name, dataset, members }) => {
    const rows = members.map(({ pair, a, b }) => {
      const sure = pair.conclusion === 'interval';
      const difference = { value: pair.difference, low: sure ? pair.low : null, high: sure ? pair.high : null };
      return {
        label: modelLabel(a) + (pair.readout === 'logprobs' ? ' logp' : ''),
        points: [
          { ...bailPoint(a), series: 'a', difference },
          { ...bailPoint(b), series: 'b' },
        ],
        end: differenceText(pair),
      };
    });
    const plot: DotPlot = { kind: 'dots', groups: [{ title: '', rows }], series, axis: 'bail rate, %' };
    return {
      name: fileName('order', ...name),
      title: 'Order of the bail prompt’s answers',
      subtitle: `${visibleLine(dataset, 60)}. ${interval} At the end: paired difference, points; ${unsure}`,
      plot,
      table: dotTable(plot, dataset),
    };
  });
}

/** A paired difference in points with its interval: `+13.9 (+4.1 to +23.7)`. */
function differenceText({ conclusion, difference, low, high }: PairedResult): string {
  return points(difference) + (conclusion === 'interval' ? ` (${pointsRange(low, high)})` : ', unsure');
}

/** A condition's place among lead-ins. */
export function leadInLabel({ leadIn }: Pick<ReportCondition, 'leadIn'>): string {
  return leadIn === null ? 'none' : visibleLine(leadIn, 60);
}
