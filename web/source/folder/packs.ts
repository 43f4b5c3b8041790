import {
  folderGlobal,
  folderVersion,
  type FolderIndex,
  type FolderManifest,
  type FolderPack,
} from '../../../src/server/wire/folder.ts';

/** What the scripts of a folder call: the manifest once, each pack when it is loaded. */
interface Handover {
  manifest: FolderManifest | null;
  pack(number: number, compressed: string): void;
}

const arrived = new Map<number, string>();

/** The manifest of the folder that this page was opened from, or what is wrong with it; `null` on a server. */
export function folderManifest(): FolderManifest | string | null {
  const handover = (globalThis as { [folderGlobal]?: Handover })[folderGlobal];
  if (handover?.manifest == null) {
    const isFolderPage = document.querySelector('script[src="data/manifest.js"]') !== null;
    return isFolderPage ? 'the folder’s file data/manifest.js is missing or damaged' : null;
  }
  handover.pack = (number, compressed) => arrived.set(number, compressed);
  return handover.manifest.version === folderVersion
    ? handover.manifest
    : `the folder has version ${handover.manifest.version}, and its pages know ${folderVersion}`;
}

/** Reads the answers of a folder, each pack once. */
export class Packs {
  readonly #manifest: FolderManifest;
  readonly #packs = new Map<number, Promise<FolderPack>>();
  #places: Promise<ReadonlyMap<string, number>> | null = null;

  constructor(manifest: FolderManifest) {
    this.#manifest = manifest;
  }

  /** The answer at an address (as `folderAddress` writes it); `undefined` where the folder has none. */
  async answer(address: string): Promise<unknown> {
    this.#places ??= this.#readPlaces();
    const place = (await this.#places).get(address);
    return place === undefined ? undefined : (await this.pack(place))[address];
  }

  /** Every answer of a pack. */
  pack(number: number): Promise<FolderPack> {
    const known = this.#packs.get(number) ?? readPack(number);
    this.#packs.set(number, known);
    known.catch(() => this.#packs.delete(number));
    return known;
  }

  async #readPlaces(): Promise<ReadonlyMap<string, number>> {
    const { index } = (await this.pack(this.#manifest.index)) as { readonly index: FolderIndex };
    return new Map(index.flatMap((addresses, place) => addresses.map((address) => [address, place] as const)));
  }
}

async function readPack(number: number): Promise<FolderPack> {
  await loadScript(`data/${number}.js`);
  const compressed = arrived.get(number);
  arrived.delete(number);
  if (compressed === undefined) throw new Error(`the folder's file data/${number}.js is not what it should be`);
  const bytes = Uint8Array.from(atob(compressed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as FolderPack;
}

function loadScript(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL(path, document.baseURI).href;
    script.addEventListener('load', () => {
      script.remove();
      resolve();
    });
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error(`the folder's file ${path} is missing`));
    });
    document.head.append(script);
  });
}
