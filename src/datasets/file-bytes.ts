import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';

import { ExitpollError } from '../base/errors.ts';
import { fileError } from './data-file.ts';
import { ZstdFrames } from './zstd-frames.ts';

/** How a file is packed, told by its first bytes, not by its name. */
export type Compression = 'gzip' | 'zstd' | null;

/** What a reader is told while it reads. */
export interface Reading {
  readonly signal?: AbortSignal | undefined;
  /** Told of every piece of the file, as it lies on the disk, that has been read. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

const chunkBytes = 256 * 1024;

/** How a file is packed. @throws ExitpollError when it cannot be read. */
export async function compressionOf(path: string, file: string): Promise<Compression> {
  try {
    await using handle = await open(path);
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer[0] === 0x1f && buffer[1] === 0x8b) return 'gzip';
    return buffer.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : null;
  } catch (thrown) {
    throw fileError(thrown, file);
  }
}

/**
 * The bytes of a file in pieces, unpacked where it is packed.
 *
 * @param file the path as messages show it.
 * @throws ExitpollError when it cannot be read, or its packing is damaged or cut off; the signal's reason when aborted.
 */
export async function* fileBytes(path: string, file: string, reading: Reading = {}): AsyncGenerator<Buffer> {
  const { signal, onBytes } = reading;
  const packing = await compressionOf(path, file);
  const raw = createReadStream(path, { highWaterMark: chunkBytes, ...(signal === undefined ? {} : { signal }) });
  const frames = packing === 'zstd' ? new ZstdFrames() : null;
  const counted = counting(raw, (chunk) => {
    onBytes?.(chunk.length);
    frames?.take(chunk);
  });
  const failure = { thrown: null as unknown };
  const unpacked = packing === null ? counted : unpack(counted, packing, failure);
  try {
    yield* unpacked as AsyncIterable<Buffer>;
    if (frames?.isWhole === false) throw cutOff('zstd', file);
  } catch (thrown) {
    if (thrown instanceof ExitpollError) throw thrown;
    if (signal?.aborted === true) throw signal.reason;
    throw packing === null ? fileError(thrown, file) : packingError(failure.thrown ?? thrown, packing, file);
  } finally {
    raw.destroy();
    if (unpacked instanceof Readable) unpacked.destroy();
  }
}

/** The first bytes of a file, unpacked; fewer where it is shorter. */
export async function firstBytes(path: string, file: string, atMost: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of fileBytes(path, file)) {
    pieces.push(piece);
    length += piece.length;
    if (length >= atMost) break;
  }
  return Buffer.concat(pieces).subarray(0, atMost);
}

async function* counting(raw: Readable, onChunk: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    onChunk(chunk);
    yield chunk;
  }
}

function unpack(raw: AsyncIterable<Buffer>, packing: 'gzip' | 'zstd', failure: { thrown: unknown }): Readable {
  const unpacker =
    packing === 'gzip' ? createGunzip({ chunkSize: chunkBytes }) : createZstdDecompress({ chunkSize: chunkBytes });
  pipeline(raw, unpacker).catch((thrown: unknown) => {
    failure.thrown = thrown;
  });
  return unpacker;
}

function packingError(thrown: unknown, packing: 'gzip' | 'zstd', file: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (!/^(Z_|ZSTD|ERR_ZLIB|ERR_ZSTD)/i.test(code)) return fileError(thrown, file);
  const isCut = code === 'Z_BUF_ERROR' || /end of file|incomplete/i.test((thrown as Error).message);
  if (isCut) return cutOff(packing, file, thrown);
  return new ExitpollError(`the ${packing} data is damaged.`, {
    code: 'bad-compression',
    hint: 'Fetch or pack it again.',
    at: { file },
    cause: thrown,
  });
}

function cutOff(packing: string, file: string, cause?: unknown): ExitpollError {
  return new ExitpollError(`the ${packing} file is cut off: it ends before its data does.`, {
    code: 'bad-compression',
    hint: 'Fetch or pack it again.',
    at: { file },
    cause,
  });
}
