import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { builtPages } from '../built-pages.ts';
import { folderGlobal, type FolderManifest } from '../wire/folder.ts';
import { folderPage } from './folder-page.ts';
import { manifestFile } from './target-folder.ts';

/** Writes the built pages of the viewer into a folder, and the manifest they begin with. @returns how many bytes. */
export function writePages(folder: string, manifest: FolderManifest): number {
  const files: (readonly [name: string, body: string | Uint8Array])[] = [...builtPages()].map(([name, { bytes }]) => [
    name,
    name === 'index.html' ? folderPage(Buffer.from(bytes).toString('utf8')) : bytes,
  ]);
  // As a text in a text: names in it are strangers' words, and no code.
  const words = JSON.stringify(JSON.stringify(manifest));
  files.push([manifestFile, `${folderGlobal} = { manifest: JSON.parse(${words}) };\n`]);
  for (const [name, body] of files) writeFileSync(join(folder, name), body);
  return files.reduce((sum, [, body]) => sum + body.length, 0);
}
