import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import type { FolderManifest, FolderPack } from '../../src/server/wire/folder.ts';

/** Reads a folder as its pages do, without a browser. */
export class ReadFolder {
  readonly manifest: FolderManifest;
  readonly answers = new Map<string, unknown>();

  constructor(folder: string) {
    const [, words = ''] = /JSON\.parse\((".*")\)/s.exec(readFileSync(join(folder, 'data/manifest.js'), 'utf8')) ?? [];
    this.manifest = JSON.parse(JSON.parse(words) as string) as FolderManifest;
    for (let pack = 0; pack < this.manifest.packs; pack += 1) {
      const [, base64 = ''] = /,"(.*)"\)/.exec(readFileSync(join(folder, `data/${pack}.js`), 'utf8')) ?? [];
      const answers = JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString('utf8')) as FolderPack;
      for (const [address, answer] of Object.entries(answers)) this.answers.set(address, answer);
    }
  }

  answer(address: string): Promise<unknown> {
    return Promise.resolve(this.answers.get(address));
  }
}
