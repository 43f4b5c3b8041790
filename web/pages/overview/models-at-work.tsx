import type { ReactNode } from 'react';

import { dollars, grouped, rateText, tokensText } from '../../../src/base/figures.ts';
import type { GateTally, ModelTallies } from '../../../src/store/runs.ts';
import { Foreign } from '../../ui/foreign.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

const columns: readonly Column<ModelTallies>[] = [
  { key: 'model', title: 'Model', value: ({ label }) => label, cell: ({ label }) => <Foreign text={label} /> },
  counts('ended', 'Ended', ({ before, done }) => before + done),
  counts('planned', 'Planned', ({ planned }) => planned),
  {
    key: 'rate',
    title: 'Rate',
    numeric: true,
    value: ({ perSecond }) => perSecond,
    cell: ({ perSecond }) => (perSecond === null ? '–' : rateText(perSecond)),
  },
  {
    key: 'in-flight',
    title: 'In flight, most allowed',
    numeric: true,
    value: ({ gate }) => gate?.inFlight ?? null,
    cell: ({ gate }) => gateText(gate),
  },
  counts('bails', 'Bails', ({ bails }) => bails),
  counts('errors', 'Errors', ({ errors }) => errors),
  counts('calls', 'Calls', ({ spent }) => spent.calls),
  {
    key: 'tokens',
    title: 'Tokens',
    numeric: true,
    value: ({ spent }) => spent.promptTokens + spent.completionTokens,
    cell: ({ spent }) => tokensText(spent.promptTokens + spent.completionTokens),
  },
  {
    key: 'cost',
    title: 'Cost',
    numeric: true,
    value: ({ spent }) => spent.cost,
    cell: ({ spent }) => (spent.cost === null ? 'unknown' : dollars(spent.cost)),
  },
];

/** How far a run is with each of its models. */
export function ModelsAtWork(props: { readonly run: number; readonly models: readonly ModelTallies[] }): ReactNode {
  const { run, models } = props;
  if (models.length === 0) return null;
  return (
    <DataTable
      table={{ columns, rows: models, rowKey: ({ label }) => label }}
      caption={`Models of run ${run}`}
      sortName={`sort-run-${run}`}
    />
  );
}

function counts(key: string, title: string, value: (model: ModelTallies) => number): Column<ModelTallies> {
  return { key, title, numeric: true, value, cell: (model) => grouped(value(model)) };
}

function gateText(gate: GateTally | null): string {
  if (gate === null) return '–';
  const paused = gate.pausedUntil === null ? '' : ', paused';
  return `${grouped(gate.inFlight)} of ${grouped(gate.limit)}${paused}`;
}
