import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import { chunkRows, type FolderTexts } from '../wire/folder-trials.ts';
import type { RowTexts } from '../wire/columns/page-rows.ts';

/** The texts of the trials of a chunk of rows, each once. */
export function textsOfChunk(columns: TrialColumns, chunk: number, texts: RowTexts): FolderTexts {
  const from = chunk * chunkRows;
  const rows = Array.from({ length: Math.min(chunkRows, columns.size - from) }, (_, index) => from + index);
  const items = new Set(rows.map((row) => columns.items.ids[columns.item[row]!]!));
  const replies = new Set(rows.flatMap((row) => [columns.firstReply[row]!, columns.lastReply[row]!]));
  return {
    prompts: [...items].map((item) => [item, texts.prompt(item)] as const),
    replies: [...replies].map((generation) => [generation, texts.reply(generation)] as const),
    journals: rows
      .map((row) => [columns.trial[row]!, texts.journal(columns.trial[row]!)] as const)
      .filter(([, journal]) => journal !== ''),
  };
}
