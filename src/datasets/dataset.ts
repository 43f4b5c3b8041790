import { parse } from 'node:path';

import { builtInPaths } from './built-in.ts';
import { checkFile, displayPath, resolvePath } from './data-file.ts';
import type { DatasetSpec } from './dataset-spec.ts';
import { applyFilter } from './filter.ts';
import { guessDelimiter } from './guess-format.ts';
import { joinedReader } from './joined-source.ts';
import { jsonLinesReader } from './jsonl-source.ts';
import type { ItemReader } from './read-item.ts';
import type { DatasetSource } from './source-item.ts';
import { bailbenchColumns } from './table-columns.ts';
import { tableReader } from './table-source.ts';

export type { DatasetSource, ItemsOptions, SourceItem } from './source-item.ts';

/**
 * Opens a dataset: finds its file or files and looks at how they begin. The items are read by `items()`.
 * `take` and `seed` are left to the store, which knows the items' content hashes.
 *
 * @param baseDir where relative paths start: the folder of the study file.
 * @throws ExitpollError when a file is missing, is a folder, cannot be read, or is empty.
 */
export async function openDataset(spec: DatasetSpec, baseDir: string): Promise<DatasetSource> {
  const paths = spec.path === undefined ? await builtInPaths(spec.name) : [resolvePath(spec.path, baseDir)];
  const readers: ItemReader[] = [];
  for (const path of paths) {
    const file = displayPath(path);
    await checkFile(path, file);
    readers.push(await readerFor(spec, path, file));
  }
  const read = joinedReader(readers);
  const keep = applyFilter(spec.filter);
  return {
    name: spec.as ?? labelOf(spec),
    files: paths,
    async *items(options) {
      options.signal?.throwIfAborted();
      for await (const { item, counts } of read(options.signal)) {
        options.signal?.throwIfAborted();
        if (!keep(item)) continue;
        if (counts !== null) options.onChanged?.(counts);
        yield item;
      }
    },
  };
}

async function readerFor(spec: DatasetSpec, path: string, file: string): Promise<ItemReader> {
  switch (spec.name) {
    case 'bailbench':
      return tableReader(path, file, { delimiter: await guessDelimiter(path, file), columns: bailbenchColumns });
    case 'csv':
      return tableReader(path, file, { delimiter: ',', columns: spec.columns ?? {} });
    case 'tsv':
      return tableReader(path, file, { delimiter: '\t', columns: spec.columns ?? {} });
    case 'jsonl':
    case 'starter':
    case 'crisis':
    case 'neutral':
      return jsonLinesReader(path, file, spec.turns ?? 'last');
    default:
      return unknownName(spec.name);
  }
}

/** Files of the user are called by their stem, named datasets by their name. */
function labelOf({ name, path }: DatasetSpec): string {
  const isOwn = name === 'csv' || name === 'tsv' || name === 'jsonl';
  return isOwn && path !== undefined ? parse(path).name : name;
}

function unknownName(name: never): never {
  throw new TypeError(`unknown dataset ${String(name)}`);
}
