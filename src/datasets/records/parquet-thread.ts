import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import { ExitpollError } from '../../base/errors.ts';
import type { ParquetLook } from './parquet.ts';
import type { ParquetAnswer, ParquetTask } from './parquet-worker.ts';
import type { RecordReader } from './record.ts';

/** The most computing for a part of a file: many times what the largest row group takes. */
const mostCpuMs = 60_000;
const lookEveryMs = 500;
/** A thread of its own has a space of its own for young objects, which would grow to several times this. */
const youngMb = 16;

/**
 * Reads the rows of a Parquet file in a thread of its own, which unpacks the next part while this one is worked on. A
 * damaged file can make the library go in circles without end; such a thread is ended.
 *
 * @param wanted the names of the columns to read, of those there are; `null` for all.
 * @param patienceMs how long the thread may compute for a part.
 */
export function parquetInThread(
  path: string,
  file: string,
  wanted: ReadonlySet<string> | null,
  patienceMs = mostCpuMs,
): RecordReader {
  return async function* read({ signal, onBytes }) {
    const thread = new ParquetThread({ path, file, wanted: wanted === null ? null : [...wanted] }, patienceMs);
    try {
      let coming = thread.ask();
      for (;;) {
        const answer = await coming;
        signal?.throwIfAborted();
        if (answer.kind === 'look') throw new TypeError('the thread was asked for rows');
        if (answer.bytes > 0) onBytes?.(answer.bytes);
        if (answer.kind === 'end') return;
        coming = thread.ask();
        // Whoever stops reading does not wait for it.
        coming.catch(() => undefined);
        yield answer.records;
      }
    } finally {
      await thread.end();
    }
  };
}

/** What a Parquet file holds, looked at in a thread. @throws as `parquetInThread` does when it is read. */
export async function lookInThread(path: string, file: string, patienceMs = mostCpuMs): Promise<ParquetLook> {
  const thread = new ParquetThread({ path, file, wanted: 'look' }, patienceMs);
  try {
    const answer = await thread.ask();
    if (answer.kind !== 'look') throw new TypeError('the thread was asked to look');
    return answer.look;
  } finally {
    await thread.end();
  }
}

type GoodAnswer = Exclude<ParquetAnswer, { kind: 'error' | 'bug' }>;

class ParquetThread {
  readonly #worker: Worker;
  readonly #file: string;
  readonly #patienceMs: number;

  constructor(task: ParquetTask, patienceMs: number) {
    const script = import.meta.url.endsWith('.ts') ? './parquet-worker.ts' : './parquet-worker.js';
    this.#worker = new Worker(new URL(script, import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    });
    this.#file = task.file;
    this.#patienceMs = patienceMs;
  }

  /** The next answer. @throws ExitpollError when the file is damaged, or computing it comes to no end. */
  async ask(): Promise<GoodAnswer> {
    const answer = await this.#answer();
    switch (answer.kind) {
      case 'error':
        throw new ExitpollError(answer.message, { code: answer.code, hint: answer.hint });
      case 'bug':
        throw new Error(answer.message);
      default:
        return answer;
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #answer(): Promise<ParquetAnswer> {
    const worker = this.#worker;
    const over = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<ParquetAnswer>();
    // A damaged file can also make the library ask for more memory than there is.
    const onError = (thrown: unknown): void => reject(hasNoMemory(thrown) ? endless(this.#file) : thrown);
    worker.on('message', resolve).on('error', onError);
    const watch = async (): Promise<void> => {
      if (await this.#watch(over.signal)) reject(endless(this.#file));
    };
    void watch();
    try {
      worker.postMessage('next');
      return await promise;
    } finally {
      over.abort();
      worker.off('message', resolve).off('error', onError);
    }
  }

  /** Whether the thread computes for longer than we have patience, before the signal comes. Time it waits does not count. */
  async #watch(signal: AbortSignal): Promise<boolean> {
    let before: number | null = null;
    while (await hasPassed(lookEveryMs, signal)) {
      // One that has not begun, or has just ended, has no use of its own.
      const usage = await this.#worker.cpuUsage().catch(() => null);
      if (usage === null) continue;
      const spentMs = (usage.user + usage.system) / 1000;
      before ??= spentMs;
      if (spentMs - before > this.#patienceMs) return true;
    }
    return false;
  }
}

/** Whether the time passed before the signal came. */
async function hasPassed(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(ms, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}

function hasNoMemory(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function endless(file: string): ExitpollError {
  return new ExitpollError('is a damaged Parquet file: reading it comes to no end.', {
    code: 'bad-parquet',
    hint: 'Fetch it again; a download may have been cut off.',
    at: { file },
  });
}
