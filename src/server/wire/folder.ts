import type { StoreInfo } from './store-info.ts';

/** Version of the form in which folders are written; another one is not read. */
export const folderVersion = 1;

/**
 * What an exported folder begins with. Every other file is a pack: answers of the API by address, as JSON, compressed
 * and in base64, handed over by a script, since a page that is opened from a disk may load nothing else.
 */
export interface FolderManifest {
  readonly schema: 'exitpoll-folder';
  readonly version: number;
  readonly info: StoreInfo;
  /** How many packs there are, numbered from 0; each is `data/N.js`. */
  readonly packs: number;
  /** The pack that says in which pack each address is (`FolderIndex`). */
  readonly index: number;
}

/** The addresses in each pack. */
export type FolderIndex = readonly (readonly string[])[];

/** What a pack holds: answers by address. */
export type FolderPack = Readonly<Record<string, unknown>>;

/** The name under which the manifest and the packs hand themselves over. */
export const folderGlobal = 'exitpollFolder';

/** One form for an address, whatever the order of what follows its `?`. Without the `/api` before it. */
export function folderAddress(address: string): string {
  const [path = '', query = ''] = address.split(/\?(.*)/s);
  const pairs = new URLSearchParams(query);
  pairs.sort();
  const sorted = pairs.toString();
  return sorted === '' ? path : `${path}?${sorted}`;
}
