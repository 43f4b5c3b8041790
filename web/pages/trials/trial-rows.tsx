import { useEffect, useRef, useState, type ReactNode } from 'react';

import { count } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { filterToQuery, type TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import type { TrialRow } from '../../../src/server/wire/trial-page.ts';
import { href, parseRoute, useRoute } from '../../route.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { TallList, type TallListHandle } from '../../ui/tall-list/tall-list.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import { TrialLine } from './trial-line.tsx';
import { mostPrinted, usePrintFirst } from './use-print-first.ts';
import type { TrialList } from './use-trial-list.ts';

/** The list itself, with the trial that the keyboard is at: its place is kept in the address. */
export function TrialRows({
  filter,
  list,
  total,
  conditions,
}: {
  readonly filter: TrialFilter;
  readonly list: TrialList;
  readonly total: number;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const { query } = useRoute();
  const [at, setAt] = useState(placeOf(query.get('at')));
  const [initial] = useState(at ?? 0);
  const handle = useRef<TallListHandle>(null);
  const isByKey = useRef(false);
  // Keys may come faster than the page is drawn.
  const present = useRef(at);
  const rowHeight = useNarrow() ? 108 : 68;
  const printed = usePrintFirst(total, list.readFirst);

  const moveTo = (index: number): void => {
    const next = Math.min(Math.max(0, index), total - 1);
    present.current = next;
    isByKey.current = true;
    setAt(next);
    handle.current?.reveal(next);
  };
  useKeys({
    j: () => moveTo((present.current ?? -1) + 1),
    ArrowDown: () => moveTo((present.current ?? -1) + 1),
    k: () => moveTo((present.current ?? 1) - 1),
    ArrowUp: () => moveTo((present.current ?? 1) - 1),
    Home: () => moveTo(0),
    End: () => moveTo(total - 1),
  });
  // After a movement by key, the keyboard goes along, so that Enter opens what is shown as chosen.
  useEffect(() => {
    if (!isByKey.current || at === null) return;
    handle.current?.focus(at);
    if (document.activeElement?.closest(`[data-row="${at}"]`) != null) isByKey.current = false;
  });
  useEffect(() => {
    const soon = setTimeout(() => keepPlace(at), 200);
    return () => clearTimeout(soon);
  }, [at]);

  if (total === 0) return <p className="note">No trial passes this filter.</p>;
  const address = (row: TrialRow, index: number): string => {
    const pairs = new URLSearchParams(filterToQuery(filter).map(([name, value]) => [name, value]));
    const study = query.get('study');
    if (study !== null) pairs.set('study', study);
    pairs.set('at', String(index));
    return href('trial', pairs, [row.condition, row.trial]);
  };
  return (
    <>
      <PrintedNote printed={printed} total={total} />
      <TallList
        handle={handle}
        label="Trials"
        count={total}
        rowHeight={rowHeight}
        initial={initial}
        kept={at}
        whole={printed}
        onRange={list.want}
        row={(index) => {
          const row = list.row(index);
          if (row === null) return <div className="trial-line waiting" aria-busy="true" />;
          return (
            <TrialLine
              row={row}
              condition={conditions.find(({ id }) => id === row.condition)}
              address={address(row, index)}
              isCurrent={index === at}
              showLabels={filter.lists.label !== undefined}
              onOpen={() => keepPlace(index)}
            />
          );
        }}
      />
      <p className="unseen" role="status">
        {at === null ? '' : `${count(at + 1)} of ${count(total)}`}
      </p>
    </>
  );
}

/** On paper: which trials are on it, and where all are. */
function PrintedNote({ printed, total }: { readonly printed: number | null; readonly total: number }): ReactNode {
  if (printed === total) return null;
  return (
    <p className="printed-only note">
      {printed === null
        ? `Printed: the trials around those in view, of ${count(total)}; Ctrl-P on the page prints the first ${count(Math.min(total, mostPrinted))}.`
        : `Printed: the first ${count(printed)} of ${count(total)} trials; ${count(total - printed)} are not.`}{' '}
      The CSV file of the list, saved from this page, has them all.
    </p>
  );
}

function placeOf(text: string | null): number | null {
  const at = Number(text ?? Number.NaN);
  return Number.isSafeInteger(at) && at >= 0 ? at : null;
}

/** Notes the place in the present address, without a step to go back to and without anybody hearing of it. */
function keepPlace(at: number | null): void {
  const { page, rest, query } = parseRoute(window.location.hash);
  if (page !== 'trials' || at === null || query.get('at') === String(at)) return;
  query.set('at', String(at));
  window.history.replaceState(window.history.state, '', href(page, query, rest));
}
