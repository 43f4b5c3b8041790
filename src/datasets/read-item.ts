import type { ExitpollError } from '../base/errors.ts';
import type { NormalizeCounts } from '../conversation/normalize.ts';
import type { Reading } from './file-bytes.ts';
import type { NamesSeen } from './names-seen.ts';
import type { SourceItem } from './source-item.ts';

/** A file of a dataset. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** The path as messages show it. */
  readonly file: string;
  /** What stands before the names of items without an id, where the dataset has several files. */
  readonly prefix: string;
}

/** What a reader gives for a record. */
export type ReadEntry =
  | {
      /** The conversation up to its last user turn. */
      readonly item: SourceItem;
      /** What normalising changed; `null` when nothing. */
      readonly counts: NormalizeCounts | null;
    }
  /** A record that cannot be used; whether that ends the reading, the study says. */
  | { readonly bad: ExitpollError }
  /** A conversation in which the user says nothing. */
  | { readonly bad: null };

/** Reads the records of a file, filters not yet applied. `seen` is shared by the files of a dataset. */
export type ItemReader = (reading: Reading, seen: NamesSeen) => AsyncGenerator<ReadEntry>;

/** The tags of a cell or field: separated by commas, semicolons or bars. */
export function splitTags(text: string): readonly string[] {
  return [...new Set(text.split(/[,;|]/).map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
