import type { Store } from '../../store/store.ts';
import { PageTexts } from '../trials/page-texts.ts';
import { columnsOfRows } from '../wire/columns/columns-of-rows.ts';
import { packedColumns } from '../wire/columns/packed-columns.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import { chunkRows, columnsAddress, textsAddress } from '../wire/folder-trials.ts';
import { folderAddress } from '../wire/folder.ts';
import type { Ask } from './ask.ts';
import { textsOfChunk } from './folder-texts.ts';
import type { PackWriter } from './pack-writer.ts';
import { spreadRows } from './spread-rows.ts';

/** Where trials are written, and what tells how far that is. */
export interface TrialsTarget {
  readonly ask: Ask;
  readonly packs: PackWriter;
  readonly store: Store;
  readonly onTrials: (done: number, of: number) => void;
}

/**
 * Writes trials of a study with their transcripts, at most so many.
 *
 * @returns how many were written
 */
export async function shareTrials(
  study: string,
  columns: TrialColumns,
  most: number,
  { ask, packs, store, onTrials }: TrialsTarget,
): Promise<number> {
  const chosen = columnsOfRows(columns, spreadRows(columns, most));
  await packs.add(columnsAddress(study), JSON.stringify(packedColumns(chosen)));
  for (let chunk = 0; chunk * chunkRows < chosen.size; chunk += 1) {
    const texts = textsOfChunk(chosen, chunk, new PageTexts(store));
    await packs.add(textsAddress(study, chunk), JSON.stringify(texts));
    await packs.close();
  }
  for (let row = 0; row < chosen.size; row += 1) {
    const condition = chosen.conditions[chosen.condition[row]!]?.id ?? '';
    const query = new URLSearchParams({ study }).toString();
    const address = folderAddress(`/trial/${encodeURIComponent(condition)}/${chosen.trial[row]!}?${query}`);
    await packs.add(address, await ask(address));
    onTrials(row + 1, chosen.size);
  }
  return chosen.size;
}
