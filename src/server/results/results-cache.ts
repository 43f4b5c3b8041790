import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import { resultsVersion, type Results } from '../../analysis/results.ts';
import { sha256 } from '../../base/hash.ts';
import { systemClock } from '../../base/clock.ts';
import { codeStamp } from './code-stamp.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** The oldest go first when there are more, or when they take more. */
const mostFiles = 50;
const mostBytes = 100_000_000;
/** No results are longer: a file that unpacks to more is none of ours. */
const longest = 500_000_000;

/** What results were made of. */
export interface ResultsOrigin {
  readonly storeId: string;
  /** As `storeStamp` gives it. */
  readonly stamp: string;
  readonly study: string;
  /** Hash of the study's plan. */
  readonly revision: string;
}

/** Results kept on disk between one viewer and the next. */
export interface ResultsCache {
  /** `null` where none are kept, or none that can be read. */
  read(origin: ResultsOrigin): Promise<Results | null>;
  /** Keeps them as far as there is room; that they cannot be kept is no failure. */
  write(origin: ResultsOrigin, json: Buffer): Promise<void>;
}

/** Results in a folder that is the user's own. */
export function resultsCache(folder: string): ResultsCache {
  const fileOf = ({ storeId, stamp, study, revision }: ResultsOrigin): string =>
    join(folder, `${sha256([codeStamp(), resultsVersion, storeId, stamp, study, revision].join('\n'))}.json.gz`);
  return {
    read: async (origin) => {
      const file = fileOf(origin);
      try {
        const json = await unpack(readFileSync(file), { maxOutputLength: longest });
        const results = JSON.parse(json.toString('utf8')) as Partial<Results> | null;
        if (results?.schema !== 'exitpoll-results' || results.version !== resultsVersion) return null;
        const now = systemClock.now() / 1000;
        utimesSync(file, now, now);
        return results as Results;
      } catch {
        return null;
      }
    },
    write: async (origin, json) => {
      const file = fileOf(origin);
      try {
        const bytes = await pack(json, { level: 1 });
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
    .filter((name) => /^[0-9a-f]{64}\.json\.gz/.test(name))
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
