import type { ConversationGroup } from '../../conversations.ts';
import { countOf } from '../../format.ts';
import type { Html } from '../html.ts';
import { chart } from './draw.ts';
import { inPercent, plotTitle, valueWidth, type ChartSize } from './frame.ts';

interface Point {
  readonly turn: number;
  readonly hazard: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly there: number | null;
  readonly thereLow: number | null;
  readonly thereHigh: number | null;
  readonly any: number | null;
}

/** Ways of offering that are drawn of one model; the table has all. */
const mostPlots = 12;

/** First exits by turn: hazard with its interval, the rate whatever came before, and who is still there. */
export async function turnChart({ title, rows }: ConversationGroup): Promise<Html> {
  const turns = Math.max(1, ...rows.map(({ result }) => result.turns.length));
  const label = `First exits over ${countOf(turns, 'user turn')}, ${countOf(rows.length, 'way')} of offering the exit; the table has the numbers`;
  const drawn = rows.slice(0, mostPlots);
  return chart(label, (size) =>
    drawn.map((row, index) =>
      plot(row.result.turns.map(pointOf), turns, index === drawn.length - 1, `${title} · ${row.label}`, size),
    ),
  );
}

function pointOf({
  turn,
  hazard,
  survival,
  unconditional,
}: ConversationGroup['rows'][number]['result']['turns'][number]): Point {
  return {
    turn,
    hazard: inPercent(hazard?.rate ?? null),
    low: inPercent(hazard?.low ?? null),
    high: inPercent(hazard?.high ?? null),
    there: inPercent(survival?.rate ?? null),
    thereLow: inPercent(survival?.low ?? null),
    thereHigh: inPercent(survival?.high ?? null),
    any: inPercent(unconditional?.rate ?? null),
  };
}

function plot(points: readonly Point[], turns: number, last: boolean, title: string, size: ChartSize): object {
  const x = {
    field: 'turn',
    type: 'quantitative',
    scale: { domain: [0.5, turns + 0.5], nice: false },
    axis: {
      values: Array.from({ length: turns }, (_, index) => index + 1),
      grid: false,
      domain: false,
      title: last ? 'user turn' : null,
      titleFontWeight: 'normal',
      format: 'd',
      labelOverlap: true,
    },
  };
  const y = (field: keyof Point): object => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, 100], nice: false },
    axis: { values: [0, 25, 50, 75, 100], title: '%', titleFontWeight: 'normal', domain: false, ticks: false },
  });
  return {
    title: { ...plotTitle(title, { ...size, labelWidth: 40 }), dx: -36 },
    data: { values: points },
    width: size.labelWidth + size.plotWidth + valueWidth - 60,
    height: size.narrow ? 120 : 150,
    encoding: { x },
    layer: [
      {
        mark: { type: 'area', color: 'var(--unanswered)', interpolate: 'linear' },
        encoding: { y: y('thereLow'), y2: { field: 'thereHigh' } },
      },
      { mark: { type: 'line', strokeWidth: 1.5, color: 'var(--neutral)' }, encoding: { y: y('there') } },
      {
        mark: { type: 'rule', strokeWidth: 1.5, color: 'var(--accent)' },
        encoding: { y: y('low'), y2: { field: 'high' } },
      },
      {
        mark: { type: 'point', filled: true, size: 60, opacity: 1, color: 'var(--accent)' },
        encoding: { y: y('hazard') },
      },
      {
        mark: { type: 'tick', orient: 'horizontal', thickness: 2, size: 14, color: 'currentColor', opacity: 0.8 },
        encoding: { y: y('any') },
      },
    ],
  };
}
