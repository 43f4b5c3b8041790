import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { contentHash, shortHash } from '../../base/hash.ts';
import { fileSha256 } from '../../download/file-hash.ts';

/** What decides on a classifier's scores. */
const parts = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];

/** The folder a model names, absolute, where there is one with a `config.json`; else `null`: a name on the hub. */
export function modelFolder(model: string, baseDir: string): string | null {
  const folder = resolve(baseDir, model);
  return existsSync(join(folder, 'config.json')) ? folder : null;
}

/** Eight characters that change when anything in the folder that decides on scores does. */
export async function folderVersion(folder: string, options: { readonly cacheDir?: string } = {}): Promise<string> {
  const hashes = await Promise.all(
    parts
      .filter((part) => existsSync(join(folder, part)))
      .map(async (part) => [part, await fileSha256(join(folder, part), options)]),
  );
  return shortHash(contentHash(hashes));
}
