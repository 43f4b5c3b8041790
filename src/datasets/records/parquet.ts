import { open, type FileHandle } from 'node:fs/promises';

import type { AsyncBuffer, ColumnChunk, FileMetaData } from 'hyparquet';

import { ExitpollError, messageOf } from '../../base/errors.ts';
import { fileError } from '../data-file.ts';
import type { RecordReader } from './record.ts';

/** About how much of the columns wanted is unpacked at a time, where the file says where its pages lie. */
const bytesAtATime = 2 * 1024 * 1024;
const smallBytes = 64 * 1024;
/** About how much is handed on at a time. */
const bytesHandedOn = 512 * 1024;
/** Rows read to see what a file holds. */
const rowsToLookAt = 3;

/**
 * Reads the rows of a Parquet file, only the columns wanted, a part of a row group at a time. Memory is bounded by the
 * largest row group; by a few megabytes, where the file has an offset index.
 *
 * @param wanted the names of the columns to read, of those there are; `null` for all.
 * @param file the path as messages show it.
 */
export function parquetRows(path: string, file: string, wanted: ReadonlySet<string> | null): RecordReader {
  return async function* read({ signal, onBytes }) {
    await using opened = await openParquet(path, file);
    const { buffer, metadata, library } = opened;
    const columns = opened.columns.filter((name) => wanted === null || wanted.has(name));
    if (columns.length === 0) return;
    let row = 0;
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows);
      const own = group.columns.filter((one) => columns.includes(one.meta_data?.path_in_schema[0] ?? ''));
      const size = own.reduce((sum, one) => sum + unpackedSize(one), 0);
      // A column of one page needs no index, and is read whole every time.
      const hasIndex = own.every((one) => one.offset_index_offset !== undefined || unpackedSize(one) < smallBytes);
      const step = hasIndex ? Math.max(1, Math.ceil(rows / Math.max(1, size / bytesAtATime))) : rows;
      for (let start = 0; start < rows; start += step) {
        signal?.throwIfAborted();
        const first = row + start;
        const end = row + Math.min(rows, start + step);
        const values = await guarded(file, () =>
          library.parquetReadObjects({
            file: buffer,
            metadata,
            columns,
            compressors: library.compressors,
            rowStart: first,
            rowEnd: end,
            useOffsetIndex: hasIndex,
          }),
        );
        if (values.length !== end - first) {
          throw damaged(file, `rows ${first + 1} to ${end} cannot all be read`);
        }
        // Handed on in small parts: each is copied for the thread that asks, and two of them are on their way.
        const each = Math.max(1, Math.ceil((rows * bytesHandedOn) / Math.max(1, size)));
        for (let from = 0; from < values.length; from += each) {
          const part = values.slice(from, from + each);
          yield part.map((value, index) => ({ line: first + from + index + 1, value: plain(value) }));
        }
      }
      onBytes?.(own.reduce((sum, one) => sum + Number(one.meta_data?.total_compressed_size ?? 0), 0));
      row += rows;
    }
  };
}

function unpackedSize(column: ColumnChunk): number {
  return Number(column.meta_data?.total_uncompressed_size ?? 0);
}

/** What a Parquet file holds, without reading it. */
export interface ParquetLook {
  readonly columns: readonly string[];
  readonly rows: number;
  /** The first rows, whole. */
  readonly first: readonly unknown[];
}

/** @throws ExitpollError when the file cannot be read or is damaged. */
export async function lookAtParquet(path: string, file: string): Promise<ParquetLook> {
  await using opened = await openParquet(path, file);
  const { buffer, metadata, columns, library } = opened;
  const rows = Number(metadata.num_rows);
  const first = await guarded(file, () =>
    library.parquetReadObjects({
      file: buffer,
      metadata,
      compressors: library.compressors,
      rowStart: 0,
      rowEnd: Math.min(rows, rowsToLookAt),
      useOffsetIndex: true,
    }),
  );
  return { columns, rows, first: first.map(plain) };
}

/** Loaded when the first Parquet file is opened: every command would wait for it. */
async function loadLibrary() {
  const [reader, { compressors }] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  return { ...reader, compressors };
}

interface OpenedParquet extends AsyncDisposable {
  readonly library: Awaited<ReturnType<typeof loadLibrary>>;
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: readonly string[];
}

async function openParquet(path: string, file: string): Promise<OpenedParquet> {
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch (thrown) {
    throw fileError(thrown, file);
  }
  try {
    const { size } = await handle.stat();
    const buffer = bufferOf(handle, size);
    return await guarded(file, async () => {
      const library = await loadLibrary();
      const metadata = await library.parquetMetadataAsync(buffer);
      const columns = library.parquetSchema(metadata).children.map((child) => child.element.name);
      return { library, buffer, metadata, columns, [Symbol.asyncDispose]: () => handle.close() };
    });
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

function bufferOf(handle: FileHandle, size: number): AsyncBuffer {
  return {
    byteLength: size,
    async slice(start, end = size) {
      if (start < 0 || end > size || start > end) throw new RangeError('it points outside of itself');
      const bytes = new ArrayBuffer(end - start);
      let done = 0;
      while (done < bytes.byteLength) {
        const { bytesRead } = await handle.read(new Uint8Array(bytes), done, bytes.byteLength - done, start + done);
        if (bytesRead === 0) throw new RangeError('it became shorter while it was read');
        done += bytesRead;
      }
      return bytes;
    },
  };
}

/** What a damaged file makes the library throw can be of any kind. */
async function guarded<Result>(file: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (thrown) {
    if (thrown instanceof ExitpollError) throw thrown;
    const known = fileError(thrown, file);
    throw known instanceof ExitpollError
      ? known
      : damaged(file, messageOf(thrown).replace(/^parquet (file )?/, ''), thrown);
  }
}

function damaged(file: string, why: string, cause?: unknown): ExitpollError {
  const short = why.length > 160 ? `${why.slice(0, 159)}…` : why;
  return new ExitpollError(`is no Parquet file, or a damaged one: ${short}.`, {
    code: 'bad-parquet',
    hint: 'Fetch it again; a download may have been cut off.',
    at: { file },
    cause,
  });
}

/** A row as JSON would hold it: no bigint, no date, no bytes. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
