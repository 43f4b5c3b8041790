/** Reads a Parquet file in a thread of its own: started by `parquet-thread.ts`. */
import { parentPort, workerData } from 'node:worker_threads';

import { ExitpollError, messageOf } from '../../base/errors.ts';
import { lookAtParquet, type ParquetLook, parquetRows } from './parquet.ts';
import type { FileRecord } from './record.ts';

/** What the thread is started with. */
export interface ParquetTask {
  readonly path: string;
  /** The path as messages show it. */
  readonly file: string;
  /** `look`: what it holds; else the columns to read, `null` for all. */
  readonly wanted: 'look' | readonly string[] | null;
}

/** What it answers each time it is asked for more. */
export type ParquetAnswer =
  | { readonly kind: 'records'; readonly records: readonly FileRecord[]; readonly bytes: number }
  | { readonly kind: 'look'; readonly look: ParquetLook }
  | { readonly kind: 'end'; readonly bytes: number }
  | { readonly kind: 'error'; readonly message: string; readonly code: string; readonly hint: string | undefined }
  | { readonly kind: 'bug'; readonly message: string };

const port = parentPort;
if (port !== null) {
  const next = answers(workerData as ParquetTask);
  port.on('message', () => {
    void next().then((answer) => port.postMessage(answer));
  });
}

function answers({ path, file, wanted }: ParquetTask): () => Promise<ParquetAnswer> {
  let bytes = 0;
  const spent = (): number => {
    const since = bytes;
    bytes = 0;
    return since;
  };
  const onBytes = (count: number): void => {
    bytes += count;
  };
  const blocks =
    wanted === 'look' ? null : parquetRows(path, file, wanted === null ? null : new Set(wanted))({ onBytes });
  return async () => {
    try {
      if (blocks === null) return { kind: 'look', look: await lookAtParquet(path, file) };
      const { value, done } = await blocks.next();
      return done === true ? { kind: 'end', bytes: spent() } : { kind: 'records', records: value, bytes: spent() };
    } catch (thrown) {
      if (!(thrown instanceof ExitpollError)) return { kind: 'bug', message: messageOf(thrown) };
      const { message, code, hint } = thrown;
      return { kind: 'error', message, code, hint };
    }
  };
}
