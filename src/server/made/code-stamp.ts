import { readdirSync, statSync } from 'node:fs';

import { version } from '../../base/version.ts';

/** Folders whose code decides what is made of a store. */
const folders = ['analysis', 'conversation', 'stats', 'store', 'server'];

let stamp: string | null = null;

/** A text that changes with the code that makes something of a store: this version, and in a checkout whatever was edited. */
export function codeStamp(): string {
  stamp ??= `${version} ${newestEdit()}`;
  return stamp;
}

function newestEdit(): number {
  const times = folders.flatMap((name) => {
    const folder = new URL(`../../${name}/`, import.meta.url);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
      (file) => statSync(new URL(file, folder)).mtimeMs,
    );
  });
  return times.reduce((newest, time) => Math.max(newest, time), 0);
}
