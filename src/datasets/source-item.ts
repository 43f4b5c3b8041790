import type { ExitpollError, FilePosition } from '../base/errors.ts';
import type { Conversation } from '../conversation/messages.ts';
import type { NormalizeCounts } from '../conversation/normalize.ts';
import type { FilterField } from './filter.ts';
import type { DatasetName } from './registry.ts';

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
  /** What the data have as the assistant's reply to it; left out where they have none with text. */
  readonly reply?: string;
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

/** A record that gave no item. */
export interface LeftOut {
  /** The first field of the filter it did not pass, or what was wrong with it. */
  readonly reason: FilterField | 'no-user-turn' | 'bad-record';
  /** What a bad record has against it, with its place. */
  readonly error: ExitpollError | null;
}

export interface ItemsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told of every record read, kept or not. */
  readonly onConversation?: (() => void) | undefined;
  /** Told of every conversation that normalising changed, before its items are given; filtered ones are not counted. */
  readonly onChanged?: ((counts: NormalizeCounts) => void) | undefined;
  /** Told of every record that gives no item. */
  readonly onLeftOut?: ((leftOut: LeftOut) => void) | undefined;
  /** Told of bytes read, of the files as they lie on the disk. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** A dataset that can be read, as often as wanted. */
export interface DatasetSource {
  /** The label: `as`, else the file's stem, else the registry name. */
  readonly name: string;
  /** What it is: the name in the registry, `auto` resolved to what was found. */
  readonly kind: DatasetName;
  /** Absolute paths of the files it reads. */
  readonly files: readonly string[];
  /** Their size on the disk, in bytes. */
  readonly sizeBytes: number;
  /**
   * The items in the source's order, filters applied, one at a time: memory does not grow with the conversations
   * (a file with ids costs 24 to 48 bytes a row, to find ids that occur twice).
   *
   * @throws ExitpollError at the first bad record, with its line, unless these are to be left out; for a file that cannot
   * be read or is damaged as a whole; the signal's reason when aborted.
   */
  items(options: ItemsOptions): AsyncIterable<SourceItem>;
}
