import { methodLabel } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import { visibleLine } from '../visible-text.ts';
import { byDataset, byModel, modelRows, setApart, waySeries } from './conditions.ts';
import { dotTable } from './dot-table.ts';
import { fileName, type DotPlot, type FigureData, type FigurePoint } from './figure.ts';

function plain(results: ReportResults): ReportResults['conversations'] {
  const others = setApart(results);
  return results.conversations.filter(
    ({ method, leadIn, condition }) =>
      method !== 'placebo-tool' && method !== 'baseline' && leadIn === null && !others.has(condition),
  );
}

/** The share of conversations with at least one bail, by model and way of offering, for each dataset. */
export function conversationFigures(results: ReportResults): readonly FigureData[] {
  return byDataset(results, plain(results)).map(({ name, dataset, members }) => {
    const series = waySeries(members);
    const rows = modelRows(members, series, sharePoint);
    const plot: DotPlot = { kind: 'dots', groups: [{ title: '', rows }], series, axis: '% of conversations' };
    return {
      name: fileName('conversations', ...name),
      title: 'Share of conversations with at least one bail',
      subtitle: `${visibleLine(dataset, 60)}. Bars: 95 % for conversations like these.`,
      plot,
      table: dotTable(plot, dataset),
    };
  });
}

function sharePoint(of: ReportResults['conversations'][number]): FigurePoint {
  const { share, low, high, lowFixed, highFixed, counted, conversations, clusters, bounds, condition } = of;
  return {
    series: methodLabel(of),
    value: share,
    low,
    high,
    lowFixed,
    highFixed,
    n: counted,
    items: conversations,
    clusters,
    bounds,
    condition,
    note: share === null ? 'no whole conversation' : null,
  };
}

/** Bail rates by user turn, a panel for each model, for each dataset. */
export function turnFigures(results: ReportResults): readonly FigureData[] {
  return byDataset(results, plain(results)).flatMap(({ name, dataset, members }) => {
    const series = waySeries(members);
    const panels = byModel(members).map(({ label, members: own }) => ({
      title: label,
      points: own.flatMap((one) =>
        one.turns.flatMap(({ turn, unconditional }) =>
          unconditional === null
            ? []
            : [
                {
                  series: methodLabel(one),
                  turn,
                  value: unconditional.rate,
                  low: unconditional.low,
                  high: unconditional.high,
                },
              ],
        ),
      ),
    }));
    if (panels.every(({ points }) => points.length === 0)) return [];
    const columns = ['rate', 'low', 'high'];
    return [
      {
        name: fileName('turns', ...name),
        title: 'Bail rates by turn',
        subtitle: `${visibleLine(dataset, 60)}. Among conversations answered at the turn, whatever came before. Bars: 95 % for conversations like these.`,
        plot: { kind: 'turns' as const, series, panels },
        table: {
          columns: [
            'dataset',
            'model',
            'method',
            'turn',
            'answered',
            ...columns,
            'atRisk',
            'exits',
            'hazard',
            'survival',
            'condition',
          ],
          rows: byModel(members).flatMap(({ label, members: own }) =>
            own.flatMap((one) =>
              one.turns.map((turn) => [
                dataset,
                label,
                methodLabel(one),
                turn.turn,
                turn.answered,
                turn.unconditional?.rate ?? null,
                turn.unconditional?.low ?? null,
                turn.unconditional?.high ?? null,
                turn.atRisk,
                turn.exits,
                turn.hazard?.rate ?? null,
                turn.survival?.rate ?? null,
                one.condition,
              ]),
            ),
          ),
        },
      },
    ];
  });
}
