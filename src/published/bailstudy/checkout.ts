import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const commitHash = /^[0-9a-f]{40}$/;

/** The commit a folder is checked out at; `null` where it is no checkout, or cannot tell. */
export async function checkoutCommit(folder: string): Promise<string | null> {
  const read = (...path: string[]): Promise<string> => readFile(join(folder, '.git', ...path), 'utf8').catch(() => '');
  const head = (await read('HEAD')).trim();
  if (commitHash.test(head)) return head;
  const reference = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  if (reference === undefined || reference.includes('..')) return null;
  const loose = (await read(...reference.split('/'))).trim();
  if (commitHash.test(loose)) return loose;
  const packed = await read('packed-refs');
  const line = packed.split('\n').find((one) => one.endsWith(` ${reference}`));
  const hash = line?.slice(0, 40) ?? '';
  return commitHash.test(hash) ? hash : null;
}
