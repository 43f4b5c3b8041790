import { stat } from 'node:fs/promises';

import { ExitpollError } from '../base/errors.ts';
import { cutAtUserTurns, replyAfter } from '../conversation/normalize-cut.ts';
import type { FetchOptions } from '../download/fetch-file.ts';
import { builtInPaths } from './built-in.ts';
import { conversationReader } from './conversation-source.ts';
import type { DatasetSpec } from './dataset-spec.ts';
import { openFilter } from './filter.ts';
import { findFiles, stemOf } from './find-files.ts';
import { formats } from './formats/index.ts';
import { guessDelimiter } from './guess-format.ts';
import { type FileLook, lookAtFile, recordReader } from './look-at-file.ts';
import { NamesSeen } from './names-seen.ts';
import type { ItemReader, SourceFile } from './read-item.ts';
import { type DatasetName, type FormatName, formatNames, isFormat } from './registry.ts';
import type { DatasetSource, ItemsOptions, SourceItem } from './source-item.ts';
import { bailbenchColumns } from './table-columns.ts';
import { tableReader } from './table-source.ts';

export type { DatasetSource, ItemsOptions, SourceItem } from './source-item.ts';

/**
 * Opens a dataset: finds its file or files and looks at how they begin. The items are read by `items()`.
 * `take` and `seed` are left to the store, which knows the items' content hashes.
 *
 * @param baseDir where relative paths start: the folder of the study file.
 * @param download how files elsewhere are fetched.
 * @throws ExitpollError when a file is missing, is a folder, cannot be read, is empty, or is of no form we know.
 */
export async function openDataset(
  spec: DatasetSpec,
  baseDir: string,
  download: FetchOptions = {},
): Promise<DatasetSource> {
  const paths = spec.path === undefined ? await builtInPaths(spec.name) : [spec.path].flat();
  const files = await findFiles(paths, baseDir, download);
  const kind = await kindOf(spec, files);
  const readers: ItemReader[] = [];
  let sizeBytes = 0;
  for (const file of files) {
    readers.push(await readerFor(kind, spec, file));
    sizeBytes += (await stat(file.path)).size;
  }
  return {
    name: spec.as ?? labelOf(spec, files, kind),
    kind,
    files: files.map(({ path }) => path),
    sizeBytes,
    items: (options) => itemsOf(readers, spec, options),
  };
}

async function* itemsOf(
  readers: readonly ItemReader[],
  spec: DatasetSpec,
  options: ItemsOptions,
): AsyncGenerator<SourceItem> {
  const { signal, onBytes, onConversation, onChanged, onLeftOut } = options;
  const failedField = openFilter(spec.filter);
  const seen = new NamesSeen();
  signal?.throwIfAborted();
  for (const read of readers) {
    for await (const entry of read({ signal, onBytes }, seen)) {
      signal?.throwIfAborted();
      onConversation?.();
      if ('bad' in entry) {
        if (entry.bad !== null && spec.badRecords !== 'skip') throw withWayOut(entry.bad);
        onLeftOut?.({ reason: entry.bad === null ? 'no-user-turn' : 'bad-record', error: entry.bad });
        continue;
      }
      const { item, counts } = entry;
      const reason = failedField(item);
      if (reason !== null) {
        onLeftOut?.({ reason, error: null });
        continue;
      }
      if (counts !== null) onChanged?.(counts);
      if (spec.turns === 'every') yield* everyTurn(item);
      else yield item;
    }
  }
}

/** One item for every user turn of a conversation. */
function* everyTurn({ reply, ...item }: SourceItem): Generator<SourceItem> {
  const last = reply === undefined ? {} : { reply };
  for (const { conversation, turn } of cutAtUserTurns(item.conversation)) {
    yield {
      ...item,
      ...(turn === item.turn ? last : replyAfter(item.conversation, conversation.messages.length)),
      name: `${item.name}#${turn}`,
      twin: item.twin === null ? null : `${item.twin}#${turn}`,
      conversation,
      cutFrom: item.conversation,
      turn,
    };
  }
}

/** What a dataset is: what the study says, else what its first file looks like. */
async function kindOf(spec: DatasetSpec, [first]: readonly SourceFile[]): Promise<DatasetName> {
  if (spec.name !== 'auto' || first === undefined) return spec.name;
  const look = await lookAtFile(first.path, first.file);
  return kindOfLook(look, first.file);
}

/** @throws ExitpollError when the records look like nothing we know. */
export function kindOfLook(look: FileLook, file: string): DatasetName {
  if (look.layout === 'csv' || look.layout === 'tsv') return look.layout;
  if (look.format !== null) return look.format;
  // A file of no record that could be read: whatever reads it says what is wrong.
  if (look.fields.length === 0) return 'jsonl';
  const fields = look.fields.slice(0, 12).map((name) => JSON.stringify(name.slice(0, 40)));
  throw new ExitpollError(`its records look like none of the forms we know; they have: ${fields.join(', ')}.`, {
    code: 'unknown-format',
    hint: `Name the form (${formatNames.join(', ')}), and with \`renamed\` what a field is called here.`,
    at: { file },
  });
}

async function readerFor(kind: DatasetName, spec: DatasetSpec, source: SourceFile): Promise<ItemReader> {
  const { path, file } = source;
  switch (kind) {
    case 'bailbench':
      return tableReader(source, { delimiter: await guessDelimiter(path, file), columns: bailbenchColumns });
    case 'csv':
      return tableReader(source, { delimiter: ',', columns: spec.columns ?? {} });
    case 'tsv':
      return tableReader(source, { delimiter: '\t', columns: spec.columns ?? {} });
    case 'starter':
    case 'crisis':
    case 'neutral':
      return conversationsOf('jsonl', spec, source);
    case 'auto':
      throw new TypeError('an auto dataset is resolved before it is read');
    default:
      return conversationsOf(kind, spec, source);
  }
}

async function conversationsOf(format: FormatName, spec: DatasetSpec, source: SourceFile): Promise<ItemReader> {
  const { path, file } = source;
  if (spec.columns !== undefined) {
    throw new ExitpollError(`holds conversations (${format}), and \`columns\` is for tables`, {
      code: 'unknown-format',
      hint: 'What a field is called, `renamed` says.',
      at: { file },
    });
  }
  const { layout } = await lookAtFile(path, file);
  const renamed = spec.renamed ?? {};
  const wanted = new Set([...formats[format].fields, ...Object.values(renamed)]);
  // Whatever it looks like, the study says that it holds conversations.
  const isTable = layout === 'csv' || layout === 'tsv';
  return conversationReader(source, recordReader(isTable ? 'json-lines' : layout, path, file, wanted), format, {
    version: spec.version ?? 'chosen',
    html: spec.html ?? 'clean',
    systemTurns: spec.systemTurns ?? 'keep',
    renamed,
  });
}

/** Files of the user are called by their stem, named datasets by their name. */
function labelOf({ name, path }: DatasetSpec, [first]: readonly SourceFile[], kind: DatasetName): string {
  const isOwn = name === 'auto' || name === 'csv' || name === 'tsv' || isFormat(name);
  if (!isOwn || path === undefined || first === undefined) return name;
  return first.prefix === '' ? stemOf(first.path) : kind;
}

/** The same error, with the way to read on in its hint. */
function withWayOut(error: ExitpollError): ExitpollError {
  const way = 'To leave such records out, and count them: `badRecords: skip`.';
  return new ExitpollError(error.message, {
    code: error.code,
    hint: error.hint === undefined ? way : `${error.hint} ${way}`,
    cause: error,
  });
}
