import type { SearchedReply } from './text-search/searched-texts.ts';

/** Trials whose texts stand together in a folder, by their rows. */
export const chunkRows = 500;

/** Where a folder has the columns of a study's trials (`PackedColumns`): those whose transcripts it holds. */
export function columnsAddress(study: string): string {
  return `/folder/columns?${new URLSearchParams({ study }).toString()}`;
}

/** Where a folder has the texts (`FolderTexts`) of the rows from `chunk * chunkRows` on. */
export function textsAddress(study: string, chunk: number): string {
  return `/folder/texts?${new URLSearchParams({ chunk: String(chunk), study }).toString()}`;
}

/** The texts of some trials, by the store's keys of items, generations and trials; empty journals are left out. */
export interface FolderTexts {
  readonly prompts: readonly (readonly [item: number, text: string])[];
  readonly replies: readonly (readonly [generation: number, texts: SearchedReply])[];
  readonly journals: readonly (readonly [trial: number, text: string])[];
}
