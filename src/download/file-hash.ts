import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { sha256 } from '../base/hash.ts';
import { defaultCacheDir } from './cache-dir.ts';

/**
 * SHA-256 of a file, lower-case hex. It is remembered in the cache folder beside the file's size and time of
 * change, so that a big model is read once and not at every start.
 *
 * @throws the system's error when the file cannot be read.
 */
export async function fileSha256(path: string, options: { readonly cacheDir?: string } = {}): Promise<string> {
  const full = resolve(path);
  const { size, mtimeNs, ino } = await stat(full, { bigint: true });
  const state = { path: full, size: String(size), mtimeNs: String(mtimeNs), ino: String(ino) };
  const folder = join(options.cacheDir ?? defaultCacheDir(), 'hashes');
  const note = join(folder, `${sha256(JSON.stringify(state))}.txt`);
  const remembered = await readFile(note, 'utf8').catch(() => '');
  if (/^[0-9a-f]{64}$/.test(remembered)) return remembered;

  const hex = await hashOf(full);
  // A cache that cannot be written costs time, nothing else.
  await remember(folder, note, hex).catch(() => undefined);
  return hex;
}

/** SHA-256 of a file, read now. @throws the system's error when the file cannot be read. */
export async function hashOf(path: string): Promise<string> {
  const hasher = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hasher.update(chunk as Buffer);
  return hasher.digest('hex');
}

async function remember(folder: string, note: string, hex: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const temporary = `${note}.${process.pid}`;
  await writeFile(temporary, hex);
  await rename(temporary, note);
}
