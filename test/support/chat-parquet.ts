import { writeFileSync } from 'node:fs';

import type { SchemaElement } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';

/** A conversation as WildChat publishes one, of turns that begin with the user. */
export interface ChatRow {
  readonly conversation_hash: string;
  readonly language: string;
  readonly hashed_ip: string;
  readonly toxic: boolean;
  readonly turns: readonly string[];
}

export interface ChatParquetOptions {
  readonly rowGroupSize?: number;
  readonly pageSize?: number;
  readonly offsetIndex?: boolean;
  /** What the column of turns is called. */
  readonly conversation?: string;
}

/** Writes conversations as a Parquet file in the layout of WildChat. */
export function writeChatParquet(path: string, rows: readonly ChatRow[], options: ChatParquetOptions = {}): void {
  const { rowGroupSize = 100, pageSize } = options;
  const bytes = parquetWriteBuffer({
    schema: chatSchema(options.conversation),
    columnData: chatColumns(rows, options),
    rowGroupSize,
    ...(pageSize === undefined ? {} : { pageSize }),
  });
  writeFileSync(path, new Uint8Array(bytes));
}

/** The columns of that layout. */
export function chatSchema(conversation = 'conversation'): SchemaElement[] {
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;
  return [
    { name: 'root', num_children: 5 },
    { name: 'conversation_hash', ...text },
    { name: conversation, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'role', ...text },
    { name: 'content', ...text },
    { name: 'language', ...text },
    { name: 'hashed_ip', ...text },
    { name: 'toxic', type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
  ];
}

/** What stands in them. */
export function chatColumns(rows: readonly ChatRow[], options: ChatParquetOptions = {}): ColumnSource[] {
  const { offsetIndex = true, conversation = 'conversation' } = options;
  const talks = rows.map(({ turns }) =>
    turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })),
  );
  return [
    { name: 'conversation_hash', data: rows.map((row) => row.conversation_hash), offsetIndex },
    { name: conversation, data: talks, offsetIndex },
    { name: 'language', data: rows.map((row) => row.language), offsetIndex },
    { name: 'hashed_ip', data: rows.map((row) => row.hashed_ip), offsetIndex },
    { name: 'toxic', data: rows.map((row) => row.toxic), offsetIndex },
  ];
}
