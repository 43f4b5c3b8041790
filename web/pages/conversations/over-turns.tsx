import { useMemo, type ReactNode } from 'react';

import type { ConversationResult, Estimate } from '../../../src/analysis/conversation-result.ts';
import { hazardText, rangeText, rateText } from '../../../src/report/conversations.ts';
import { count, nothing, percent, percentRange } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import type { ChartPoint } from '../../ui/chart/chart-point.ts';
import { ShapeKey } from '../../ui/chart/shape-key.tsx';
import { Choice, useChoice } from '../../ui/choice.tsx';
import { conditionText } from '../../ui/condition-line.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { pageStyleOf } from '../../../src/report/figures/theme.ts';
import { curves, turnRows, type TurnRow } from './turn-row.ts';
import { turnSpec } from './turn-spec.ts';

export interface OverTurnsProps {
  readonly results: readonly ConversationResult[];
  readonly known: readonly ConditionName[];
}

/** Whole conversations under some conditions: how many are left, and at which turn. */
export function OverTurns({ results, known }: OverTurnsProps): ReactNode {
  const curve = useChoice('curve', curves);
  const labelOf = useMemo(() => {
    const names = new Map(known.map((one) => [one.id, conditionText(one, ['dataset'])]));
    return (id: string): string => names.get(id) ?? id;
  }, [known]);
  const rows = useMemo(() => turnRows(results, labelOf), [results, labelOf]);
  const spec = useMemo(() => turnSpec(rows, curve), [rows, curve]);
  const points = useMemo(() => rows.map(pointOf), [rows]);
  return (
    <>
      <DataTable
        table={{ columns: shareColumns(labelOf), rows: results, rowKey: ({ condition }) => condition }}
        caption="Conversations with at least one bail"
        sortName="sort-shares"
      />
      <p className="note">
        A conversation has bailed in an epoch if any of its turns did; averaged over epochs, then conversations. A turn
        without an answer counts as no bail, and as one at the upper bound.
      </p>
      <div className="controls">
        <Choice name="curve" label="Over the turns" options={curves} />
      </div>
      <ChartFigure
        name="turns"
        level={2}
        title={curves.find(({ value }) => value === curve)?.label ?? ''}
        description={results.map((one) => lastSentence(one, labelOf)).join(' ')}
        spec={spec}
        table={{ columns: turnColumns, rows, rowKey: ({ key }) => key }}
        points={points}
        keys={results.map(({ condition }, index) => (
          <span key={condition} className="key">
            <ShapeKey {...pageStyleOf(index)} /> <bdi>{labelOf(condition)}</bdi>
          </span>
        ))}
      >
        <span>upright lines: 95 % for conversations like these</span>
        <span>
          {curve === 'unconditional'
            ? 'answered: conversations and epochs with an answer at this turn'
            : 'at risk: conversations and epochs answered so far without an exit'}
        </span>
      </ChartFigure>
      <p className="note">{hazardText}</p>
    </>
  );
}

function shareColumns(labelOf: (id: string) => string): readonly Column<ConversationResult>[] {
  return [
    { key: 'condition', title: 'Condition', value: ({ condition }) => labelOf(condition) },
    {
      key: 'share',
      title: 'Share, %',
      value: ({ share }) => share,
      cell: ({ share }) => percent(share),
      numeric: true,
    },
    {
      key: 'low',
      title: '95 %, such conversations',
      value: ({ low }) => low,
      cell: ({ low, high, tooFew }) => percentRange(low, high) + (tooFew ? '*' : ''),
      numeric: true,
    },
    {
      key: 'low_fixed',
      title: '95 %, exactly these',
      value: ({ lowFixed }) => lowFixed,
      cell: ({ lowFixed, highFixed, tooFewFixed }) => percentRange(lowFixed, highFixed) + (tooFewFixed ? '*' : ''),
      numeric: true,
    },
    {
      key: 'bounds',
      title: 'Bounds, %',
      value: ({ bounds }) => bounds?.[1] ?? null,
      cell: ({ bounds }) => (bounds === null ? nothing : percentRange(...bounds)),
      numeric: true,
    },
    { key: 'conversations', title: 'Conversations', value: ({ conversations }) => conversations, numeric: true },
    { key: 'clusters', title: 'Clusters', value: ({ clusters }) => clusters, numeric: true },
    { key: 'left_out', title: 'Left out', value: ({ leftOut }) => leftOut, numeric: true },
  ];
}

const turnColumns: readonly Column<TurnRow>[] = [
  { key: 'condition', title: 'Condition', value: ({ label }) => label },
  { key: 'turn', title: 'Turn', value: ({ turn }) => turn, numeric: true },
  { key: 'at_risk', title: 'At risk', value: ({ atRisk }) => atRisk, numeric: true },
  { key: 'exits', title: 'First exits, count', value: ({ exits }) => exits, numeric: true },
  ...estimateColumns('hazard', 'First exits', ({ hazard }) => hazard),
  ...estimateColumns('survival', 'Still there', ({ survival }) => survival),
  { key: 'answered', title: 'Answered', value: ({ answered }) => answered, numeric: true },
  ...estimateColumns('unconditional', 'Any exit', ({ unconditional }) => unconditional),
];

function estimateColumns(
  key: string,
  title: string,
  of: (row: TurnRow) => Estimate | null,
): readonly Column<TurnRow>[] {
  return [
    {
      key,
      title: `${title}, %`,
      value: (row) => of(row)?.rate ?? null,
      cell: (row) => rateText(of(row)),
      numeric: true,
    },
    {
      key: `${key}_low`,
      title: '95 % from',
      value: (row) => of(row)?.low ?? null,
      cell: (row) => percent(of(row)?.low ?? null),
      numeric: true,
    },
    {
      key: `${key}_high`,
      title: 'to',
      value: (row) => of(row)?.high ?? null,
      cell: (row) => percent(of(row)?.high ?? null),
      numeric: true,
    },
  ];
}

function pointOf({ key, label, turn, atRisk, exits, answered, survival, hazard, unconditional }: TurnRow): ChartPoint {
  const text = (of: Estimate | null): string => `${rateText(of)} % (${rangeText(of)})`;
  return {
    key,
    title: `turn ${turn} · ${label}`,
    lines: [
      ['still there', text(survival)],
      ['first exits', `${count(exits)} of ${count(atRisk)}: ${text(hazard)}`],
      ['any exit', `of ${count(answered)}: ${text(unconditional)}`],
    ],
  };
}

function lastSentence({ condition, share, turns }: ConversationResult, labelOf: (id: string) => string): string {
  const last = turns.findLast(({ survival }) => survival !== null);
  const there = last === undefined ? '' : `, ${rateText(last.survival)} % still there after turn ${last.turn}`;
  return `${labelOf(condition)}: ${percent(share)} % of conversations left at least once${there}.`;
}
