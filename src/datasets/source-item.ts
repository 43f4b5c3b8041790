import type { FilePosition } from '../base/errors.ts';
import type { Conversation } from '../conversation/messages.ts';
import type { NormalizeCounts } from '../conversation/normalize.ts';

/** One decision point as a source gives it. */
export interface SourceItem {
  /** How the source calls it: its id, else `line-<n>`, with `#<turn>` where every turn is one; unique in the dataset. */
  readonly name: string;
  /** Normalised; ends with a user turn. */
  readonly conversation: Conversation;
  /**
   * The whole conversation it is cut from, up to its last user turn, where every user turn gives an item:
   * `conversation` is a beginning of it, or all. Items of one whole share this object and come one after another, in
   * the order of their turns. `null` where a conversation gives one item.
   */
  readonly cutFrom: Conversation | null;
  /** Which user turn of the conversation this item ends at, from 1. */
  readonly turn: number;
  /** Never empty; the item's own name when the data has no cluster. */
  readonly cluster: string;
  readonly category: string | null;
  /** Name of the item it is the benign twin of. */
  readonly twin: string | null;
  readonly tags: readonly string[];
  /** Where it stands in its source. */
  readonly at: FilePosition;
}

export interface ItemsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told of every item that normalising changed, before the item is given; filtered items are not counted. */
  readonly onChanged?: ((counts: NormalizeCounts) => void) | undefined;
}

/** A dataset that can be read, as often as wanted. */
export interface DatasetSource {
  /** The label: `as`, else the file's stem, else the registry name. */
  readonly name: string;
  /** Absolute paths of the files it reads. */
  readonly files: readonly string[];
  /**
   * The items in the source's order, filters applied, one at a time: memory does not grow with the conversations
   * (a file with ids costs 24 to 48 bytes a row, to find ids that occur twice).
   *
   * @throws ExitpollError at the first mistake in the source, with its line; the signal's reason when aborted.
   */
  items(options: ItemsOptions): AsyncIterable<SourceItem>;
}
