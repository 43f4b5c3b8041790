import { ExitpollError } from '../base/errors.ts';
import { normalizeConversation } from '../conversation/normalize.ts';
import { orBad } from './conversation-source.ts';
import { emptyFile } from './data-file.ts';
import type { Columns } from './dataset-spec.ts';
import { lineName, type NamesSeen } from './names-seen.ts';
import { type ItemReader, type SourceFile, splitTags } from './read-item.ts';
import type { SourceItem } from './source-item.ts';
import { type ColumnPlaces, findColumns } from './table-columns.ts';
import { type TableRow, tableRows } from './table-rows.ts';

export interface TableOptions {
  readonly delimiter: ',' | '\t';
  readonly columns: Columns;
}

/** Reads one prompt a row from a table with a header. Every row must have as many fields as the header. */
export function tableReader(source: SourceFile, options: TableOptions): ItemReader {
  const { path, file } = source;
  return async function* read(reading, seen) {
    let places: ColumnPlaces | null = null;
    let rows = 0;
    for await (const row of tableRows(path, file, options.delimiter, reading)) {
      if (places === null) {
        places = findColumns(row.fields, options.columns, file);
        continue;
      }
      rows += 1;
      const found = places;
      yield orBad({ file, line: row.line }, () => ({ item: itemOf(row, found, seen, source), counts: null }));
    }
    if (rows === 0) throw emptyFile(file, places === null ? 'is empty' : 'has a header but no rows');
  };
}

function itemOf(row: TableRow, places: ColumnPlaces, seen: NamesSeen, { file, prefix }: SourceFile): SourceItem {
  const at = { file, line: row.line };
  if (row.fields.length !== places.width) {
    throw new ExitpollError(
      `the row has ${row.fields.length} ${row.fields.length === 1 ? 'field' : 'fields'}, and the header has ${places.width}.`,
      {
        code: 'bad-row',
        hint: 'A field that holds the separator must stand in quotes.',
        at,
      },
    );
  }
  const cell = (place: number | null): string => (place === null ? '' : (row.fields[place] ?? '').trim());
  const id = cell(places.id);
  if (id !== '') seen.add(id, at);
  const name = id === '' ? lineName(row.line, prefix) : id;
  const prompt = row.fields[places.prompt] ?? '';
  const { conversation } = normalizeConversation([{ role: 'user', text: prompt }], cell(places.system));
  if (conversation.messages.length === 0) {
    throw new ExitpollError('the prompt is empty.', { code: 'bad-row', hint: 'Fill it in or remove the row.', at });
  }
  return {
    name,
    conversation,
    cutFrom: null,
    turn: 1,
    cluster: cell(places.cluster) || name,
    category: cell(places.category) || null,
    twin: null,
    tags: splitTags(cell(places.tags)),
    at,
  };
}
