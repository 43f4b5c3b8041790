import { useMemo, type ReactNode } from 'react';

import { count, countOf, percent } from '../../../src/report/format.ts';
import { go, href, useRoute } from '../../route.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import { useChoice } from '../../ui/choice.tsx';
import { useWanted } from '../../ui/multi-select.tsx';
import { Note } from '../../ui/note.tsx';
import { parseSorting, sortRows } from '../../ui/table/sort-rows.ts';
import { attributeOf, chooseRows, groupRows } from './arrange.ts';
import { filterNames, lineOptions, measureOf, measures, RateControls, useCompared } from './rate-controls.tsx';
import { rateColumns } from './rate-columns.tsx';
import { RateKeys, RateNotes } from './rate-legend.tsx';
import { ratePoint } from './rate-notes.ts';
import { rateRows, type RateRow, type RateSource } from './rate-row.ts';
import { rateSpec } from './rate-spec.ts';
import { trialsOf } from './trials-of.ts';

export interface RatesFigureProps {
  readonly source: RateSource;
  /** Ids of conditions with another wording than the default one beside them. */
  readonly worded: ReadonlySet<string>;
}

/** More rows than these stand on one line for each heading, unless the address wants otherwise. */
const mostLoose = 120;

/** The rates that the address asks for. */
export function RatesFigure({ source, worded }: RatesFigureProps): ReactNode {
  const { query } = useRoute();
  const measure = useChoice('measure', measures);
  const by = useCompared();
  const all = query.get('which') === 'all';
  const wanted = { model: useWanted('model'), method: useWanted('method'), dataset: useWanted('dataset') };
  const search = (query.get('search') ?? '').trim().toLowerCase();
  const sort = query.get('sort');
  const { title, axis } = measureOf(measure);

  const every = useMemo(() => rateRows(source, measure, by === 'category'), [source, measure, by]);
  const filterKey = JSON.stringify(filterNames.map((name) => [...wanted[name]]));
  const { rows, left, columns } = useMemo(() => {
    const passing = every.filter(
      (row) =>
        filterNames.every((name) => wanted[name].size === 0 || wanted[name].has(attributeOf(row, name))) &&
        attributeOf(row, 'model').toLowerCase().includes(search),
    );
    const chosen = all ? { rows: passing, left: 0 } : chooseRows(passing, by, worded);
    const heads = rateColumns(chosen.rows, title);
    return { ...chosen, columns: heads, rows: sortRows(chosen.rows, heads, parseSorting(sort, heads)) };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `filterKey` stands for `wanted`
  }, [every, filterKey, search, all, by, worded, sort, title]);
  const usualLines: (typeof lineOptions)[number]['value'] = rows.length > mostLoose ? 'one' : 'own';
  const tight = useChoice('lines', lineOptions, usualLines) === 'one';
  const { groups, spec, points } = useMemo(() => {
    const grouped = groupRows(rows, by);
    return {
      groups: grouped,
      spec: rateSpec(grouped, { tight, axis }),
      points: grouped.flatMap((group) => group.rows.map(({ row }) => ratePoint(row, measure))),
    };
  }, [rows, by, tight, axis, measure]);
  const byKey = useMemo(() => new Map(rows.map((row) => [row.key, row])), [rows]);
  const study = query.get('study') ?? undefined;
  const leads = (row: RateRow): string => href('trials', { study, ...trialsOf(row, measure) });

  return (
    <>
      <RateControls every={every} lines={usualLines} />
      {rows.length === 0 ? (
        <Note text={emptyText(every, measure)} />
      ) : (
        <ChartFigure
          name="rates"
          level={2}
          title={title}
          description={describe(rows, title)}
          spec={spec}
          table={{ columns, rows, rowKey: ({ key }) => key }}
          sortName="sort"
          points={points}
          onPick={(key) => {
            const row = byKey.get(key);
            if (row !== undefined) go(leads(row));
          }}
          rowHref={leads}
          keys={<RateKeys rows={rows} measure={measure} tight={tight} />}
        >
          <WhyNone rows={rows} />
          <RateNotes rows={rows} measure={measure} />
        </ChartFigure>
      )}
      {left > 0 ? (
        <p className="note">
          {countOf(left, 'other rate')} with other wordings, lead-ins or authors, or with nothing beside{' '}
          {left === 1 ? 'it' : 'them'} to compare: choose <em>all</em> to see {left === 1 ? 'it' : 'them'}.
        </p>
      ) : null}
      <p className="note" role="status">
        {count(rows.length)} of {countOf(every.length, 'rate')} in {countOf(groups.length, 'group')}
      </p>
    </>
  );
}

/** Why there is not one rate yet. */
function WhyNone({ rows }: { readonly rows: readonly RateRow[] }): ReactNode {
  if (rows.some(({ rate }) => rate !== null)) return null;
  return (
    <p className="note">
      {rows.every(({ condition }) => condition.unsupported !== null)
        ? 'None of these models can be offered the exit in these ways: that is no rate of 0. Each row says why.'
        : 'No trial has an answer yet. Rates come by themselves as the study is run.'}
    </p>
  );
}

function describe(rows: readonly RateRow[], title: string): string {
  const rates = rows.map(({ rate }) => rate).filter((rate) => rate !== null);
  const span = rates.length === 0 ? '' : `, from ${percent(Math.min(...rates))} to ${percent(Math.max(...rates))} %`;
  return `${title} of ${countOf(rows.length, 'condition')} with their intervals${span}; the table has the same numbers.`;
}

function emptyText(every: readonly RateRow[], measure: (typeof measures)[number]['value']): string {
  if (every.length > 0) return 'Nothing passes these filters.';
  return measure === 'refusal' || measure === 'no-refusal'
    ? 'No reply was scored for refusals. `exitpoll refusal` scores what is stored, without new calls.'
    : 'There is nothing to show a rate of.';
}
