import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import { sha256 } from '../../base/hash.ts';
import { systemClock } from '../../base/clock.ts';
import { codeStamp } from './code-stamp.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** The oldest go first when there are more, or when they take more. */
const mostFiles = 200;
const mostBytes = 200_000_000;
/** Nothing is longer: a file that unpacks to more is none of ours. */
const longest = 500_000_000;

/** What something was made of. */
export interface Origin {
  /** The kind of thing. */
  readonly what: string;
  readonly storeId: string;
  /** As `storeStamp` gives it. */
  readonly stamp: string;
  readonly study: string;
  /** Hash of the study's plan. */
  readonly revision: string;
}

/** What was made of stores, kept on disk between one viewer and the next. */
export interface MadeCache {
  /** `null` where it is not kept, or cannot be read. */
  read(origin: Origin): Promise<Buffer | null>;
  /** Keeps it as far as there is room; that it cannot be kept is no failure. */
  write(origin: Origin, bytes: Uint8Array): Promise<void>;
}

/** Keeps things in a folder that is the user's own. */
export function madeCache(folder: string): MadeCache {
  const fileOf = ({ what, storeId, stamp, study, revision }: Origin): string =>
    join(folder, `${sha256([codeStamp(), what, storeId, stamp, study, revision].join('\n'))}.gz`);
  return {
    read: async (origin) => {
      const file = fileOf(origin);
      try {
        const bytes = await unpack(readFileSync(file), { maxOutputLength: longest });
        const now = systemClock.now() / 1000;
        utimesSync(file, now, now);
        return bytes;
      } catch {
        return null;
      }
    },
    write: async (origin, made) => {
      const file = fileOf(origin);
      try {
        const bytes = await pack(made, { level: 1 });
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const part = `${file}.${process.pid}.part`;
        writeFileSync(part, bytes, { mode: 0o600 });
        renameSync(part, file);
        tidy(folder);
      } catch {
        // A full disk or a folder that cannot be written costs the next viewer its start, nothing else.
      }
    },
  };
}

function tidy(folder: string): void {
  const kept = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{64}(?:\.json)?\.gz/.test(name))
    .map((name) => ({ path: join(folder, name), ...sizeAndTime(join(folder, name)) }))
    .sort((a, b) => b.usedAt - a.usedAt);
  let bytes = 0;
  kept.forEach(({ path, size }, index) => {
    bytes += size;
    if (index >= mostFiles || bytes > mostBytes) rmSync(path, { force: true });
  });
}

function sizeAndTime(path: string): { readonly size: number; readonly usedAt: number } {
  const found = statSync(path, { throwIfNoEntry: false });
  return { size: found?.size ?? 0, usedAt: found?.mtimeMs ?? 0 };
}
