import type { ReactNode } from 'react';

import { visibleLine } from '../../../src/report/visible-text.ts';
import type { AuditCorrections } from '../../../src/audit/audit-figures.ts';
import { correctedLegend } from '../../../src/report/audits.ts';
import { percent, percentRange } from '../../../src/report/format.ts';
import { href, setQuery, useRoute } from '../../route.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { Loaded } from '../../ui/loaded.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { correctedRows, type CorrectedRow } from './corrected-rows.ts';
import { StepsFigure } from './steps-figure.tsx';

/** The corrected rates, and how each moved with the labels. */
export function CorrectedPart({ figures }: { readonly figures: AuditCorrections }): ReactNode {
  const rows = correctedRows(figures);
  const steps = useApi(client.audit.steps, { query: useStudyQuery() });
  const { query } = useRoute();
  const ofTrials = rows.filter(({ unit }) => unit === 'trials');
  const wanted = query.get('condition');
  const chosen = ofTrials.find(({ condition }) => condition === wanted) ?? mostRead(figures, ofTrials);
  const conditions = new Map(ofTrials.map((row) => [row.condition, row]));
  const study = query.get('study') ?? undefined;
  return (
    <section>
      <h2>What the models meant</h2>
      <p className="note">{correctedLegend}</p>
      {chosen === undefined ? null : (
        <>
          <label className="choice-list">
            <span>The rate as it was read</span>
            <select value={chosen.condition} onChange={(event) => setQuery({ condition: event.target.value })}>
              {[...conditions.values()].map((row) => (
                <option key={row.condition} value={row.condition}>
                  {nameOf(row)}
                </option>
              ))}
            </select>
          </label>
          <Loaded query={steps} what="how the rates moved">
            {(page) => (
              <StepsFigure
                title={nameOf(chosen)}
                counted={chosen.counted}
                steps={page.steps.filter(({ condition }) => condition === chosen.condition)}
              />
            )}
          </Loaded>
        </>
      )}
      <DataTable
        table={{ columns: columnsOf(rows), rows, rowKey: ({ key }) => key }}
        caption="Rates as counted, and corrected by what was read"
        sortName="sort-corrected"
        rowHref={({ condition, unit }) => (unit === 'trials' ? href('audit', { study, condition }) : null)}
      />
    </section>
  );
}

/** The row of the condition with the most labels. */
function mostRead({ corrected }: AuditCorrections, rows: readonly CorrectedRow[]): CorrectedRow | undefined {
  const labels = (one: AuditCorrections['corrected'][number]): number => one.bails.labelled + one.others.labelled;
  const [most] = corrected.toSorted((one, other) => labels(other) - labels(one));
  return rows.find(({ condition }) => condition === most?.condition);
}

function nameOf({ model, offered, dataset }: CorrectedRow): string {
  return `${model} · ${offered} · ${visibleLine(dataset, 60)}`;
}

function columnsOf(rows: readonly CorrectedRow[]): readonly Column<CorrectedRow>[] {
  const hasConversations = rows.some(({ unit }) => unit === 'conversations');
  return [
    text('model', 'Model', ({ model }) => model),
    text('offered', 'Offered as', ({ offered }) => offered),
    text('dataset', 'Dataset', ({ dataset }) => dataset),
    ...(hasConversations ? [text('unit', 'Of', ({ unit }) => unit)] : []),
    text('by', 'Read by', ({ by }) => by),
    rate('counted', 'Counted, %', ({ counted }) => counted),
    rate('corrected', 'Corrected, %', ({ corrected }) => corrected),
    range('low', 'high', '95 %, situations like these', (row) => [row.low, row.high]),
    range('lowFixed', 'highFixed', '95 %, exactly these items', (row) => [row.lowFixed, row.highFixed]),
    text('bails', 'Bails that were meant', ({ bailsMeant }) => bailsMeant),
    text('others', 'Others that were meant', ({ othersMeant }) => othersMeant),
    {
      ...text('notes', 'To be known', ({ notes }) => notes),
      cell: ({ notes }) => <span className="cell-notes">{notes}</span>,
    },
  ];
}

function text(key: string, title: string, value: (row: CorrectedRow) => string): Column<CorrectedRow> {
  return { key, title, value, cell: (row) => <bdi className="short">{value(row)}</bdi> };
}

function rate(key: string, title: string, value: (row: CorrectedRow) => number | null): Column<CorrectedRow> {
  return { key, title, numeric: true, value, cell: (row) => percent(value(row)) };
}

function range(
  key: string,
  moreKey: string,
  title: string,
  ends: (row: CorrectedRow) => readonly [low: number | null, high: number | null],
): Column<CorrectedRow> {
  return {
    key,
    title,
    numeric: true,
    value: (row) => ends(row)[0],
    cell: (row) => percentRange(...ends(row)),
    more: { key: moreKey, value: (row) => ends(row)[1] },
  };
}
