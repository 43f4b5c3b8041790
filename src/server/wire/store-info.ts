/** What a page must know of the open store before anything else. */
export interface StoreInfo {
  /** The file's name, without the folders it is in. */
  readonly file: string;
  /** What tells this store from all others, wherever its file is moved. */
  readonly id: string;
  /** Version of the exitpoll that answers. */
  readonly exitpoll: string;
  /** Studies with a plan, that of the newest plan first. */
  readonly studies: readonly StudyName[];
  /** Whether labels can be written: never in an exported folder. */
  readonly canLabel: boolean;
  /** Of an exported folder: when it was written, and what was left out of it, a sentence each; else `null`. */
  readonly folder: { readonly writtenAt: string; readonly leftOut: readonly string[] } | null;
}

/** A study by the newest of its plans. */
export interface StudyName {
  readonly name: string;
  /** Hash of the study's content. */
  readonly revision: string;
  readonly plannedAt: string;
  /** Address of its report, as the page that shows the store sees it. */
  readonly report: string;
}
