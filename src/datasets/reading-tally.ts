import { type NormalizeCounts, unchanged } from '../conversation/normalize.ts';
import type { FilterField } from './filter.ts';
import type { ItemsOptions, LeftOut } from './source-item.ts';

/** Why a record gave no item: the field of the filter it did not pass, or what was wrong with it. */
export type LeftOutReason = FilterField | Exclude<LeftOut['reason'], FilterField>;

/** What happened while a dataset was read, conversations that were not taken included. */
export interface ReadingCounts extends NormalizeCounts {
  readonly label: string;
  /** Records that gave a conversation, or none because they could not be used. */
  readonly read: number;
  /** Conversations that normalising changed in any way, of those kept. */
  readonly items: number;
  /** How many were left out, by the first reason found. */
  readonly leftOut: { readonly [reason in LeftOutReason]?: number };
  /** What the first few records that could not be read have against them. */
  readonly badRecords: readonly string[];
}

/** Bad records whose message is kept. */
const mostMessages = 3;

/** Counts what a dataset tells while it is read: give `options` to `items()`. */
export class ReadingTally {
  readonly #label: string;
  #read = 0;
  #changed = 0;
  #counts: NormalizeCounts = unchanged;
  readonly #leftOut = new Map<LeftOutReason, number>();
  readonly #badRecords: string[] = [];

  constructor(label: string) {
    this.#label = label;
  }

  /** @param follow is told of the same bytes and records. */
  options(follow?: {
    onBytes(bytes: number): void;
    onRecord(): void;
  }): Pick<ItemsOptions, 'onBytes' | 'onChanged' | 'onConversation' | 'onLeftOut'> {
    return {
      onBytes: follow === undefined ? undefined : (bytes) => follow.onBytes(bytes),
      onConversation: () => {
        this.#read += 1;
        follow?.onRecord();
      },
      onChanged: (counts) => {
        this.#changed += 1;
        this.#counts = sum(this.#counts, counts);
      },
      onLeftOut: ({ reason, error }) => {
        this.#leftOut.set(reason, (this.#leftOut.get(reason) ?? 0) + 1);
        if (error !== null && this.#badRecords.length < mostMessages) this.#badRecords.push(error.message);
      },
    };
  }

  get counts(): ReadingCounts {
    return {
      label: this.#label,
      read: this.#read,
      items: this.#changed,
      ...this.#counts,
      leftOut: Object.fromEntries(this.#leftOut),
      badRecords: [...this.#badRecords],
    };
  }
}

function sum(one: NormalizeCounts, other: NormalizeCounts): NormalizeCounts {
  return {
    joined: one.joined + other.joined,
    emptied: one.emptied + other.emptied,
    systemMoved: one.systemMoved + other.systemMoved,
    systemDropped: one.systemDropped + other.systemDropped,
    cleaned: one.cleaned + other.cleaned,
    trailing: one.trailing + other.trailing,
  };
}
