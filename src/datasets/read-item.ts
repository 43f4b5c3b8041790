import type { NormalizeCounts } from '../conversation/normalize.ts';
import type { SourceItem } from './source-item.ts';

/** An item as a reader gives it, with what normalising changed; `null` when nothing. */
export interface ReadItem {
  readonly item: SourceItem;
  readonly counts: NormalizeCounts | null;
}

/** Reads a source's items, filters not yet applied. */
export type ItemReader = (signal: AbortSignal | undefined) => AsyncGenerator<ReadItem>;

/** The tags of a cell or field: separated by commas, semicolons or bars. */
export function splitTags(text: string): readonly string[] {
  return [...new Set(text.split(/[,;|]/).map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
