import { useMemo, type ReactNode } from 'react';

import { countOf } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { ConversationList } from '../../../src/server/wire/conversations.ts';
import { href, setQuery, useRoute } from '../../route.ts';
import type { Column } from '../../ui/table/column.ts';
import { TablePart } from '../../ui/table/table-part.tsx';
import type { GridColumn } from '../grid/grid-data.ts';
import { conversationRows, type ConversationRow } from './conversation-rows.ts';

const columns: readonly Column<ConversationRow>[] = [
  { key: 'name', title: 'Conversation', value: ({ name }) => visibleLine(name, 80) },
  { key: 'turns', title: 'Turns', value: ({ turns }) => turns, numeric: true },
  { key: 'first_bail', title: 'First bail at turn', value: ({ firstBail }) => firstBail, numeric: true },
  {
    key: 'bails',
    title: 'Bails',
    value: ({ bails }) => bails,
    cell: ({ bails, answered }) => `${Math.round(bails * 10) / 10} of ${answered}`,
    numeric: true,
  },
  { key: 'pending', title: 'Pending', value: ({ pending }) => pending, numeric: true },
];

/** The conversations under one condition, found by name, sorted by any column. */
export function ConversationTable({
  list,
  column,
  title,
}: {
  readonly list: ConversationList;
  readonly column: GridColumn | null;
  /** What the condition is called. */
  readonly title: string;
}): ReactNode {
  const { query } = useRoute();
  const search = query.get('search') ?? '';
  const rows = useMemo(() => conversationRows(list, column), [list, column]);
  const needle = search.trim().toLowerCase();
  const shown = useMemo(() => rows.filter(({ name }) => name.toLowerCase().includes(needle)), [rows, needle]);
  const leads = ({ id }: ConversationRow): string => {
    const next = new URLSearchParams(query);
    next.set('conversation', String(id));
    return href('conversations', next);
  };
  return (
    <>
      <div className="controls">
        <label className="text-filter">
          <span>Search by name</span>
          <input
            type="search"
            value={search}
            onChange={(event) => setQuery({ search: event.target.value }, { replace: true })}
          />
        </label>
      </div>
      <TablePart
        name="conversations"
        title={`${countOf(shown.length, 'conversation')}: bails over all turns and draws of ${title}`}
        showTitle
        table={{ columns, rows: shown, rowKey: ({ id }) => String(id) }}
        rowHref={leads}
      />
    </>
  );
}
