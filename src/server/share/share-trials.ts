import type { Store } from '../../store/store.ts';
import type { TextPiece, TrialDetail } from '../wire/trial-detail.ts';
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
  // What stands beside a trial is the same item's: read once for all of them, and together in the folder.
  const byItem = Array.from(chosen.item, (_, row) => row).sort((one, other) => chosen.item[one]! - chosen.item[other]!);
  for (const [index, row] of byItem.entries()) {
    await addTrial(`/trial/${encodeURIComponent(chosen.conditions[chosen.condition[row]!]!.id)}/${chosen.trial[row]!}`);
    onTrials(index + 1, chosen.size);
  }
  return chosen.size;

  async function addTrial(path: string): Promise<void> {
    const at = (rest: string, query = {}): string =>
      folderAddress(`${path}${rest}?${new URLSearchParams({ ...query, study }).toString()}`);
    const json = await ask(at(''));
    await packs.add(at(''), json);
    for (const [text] of (JSON.parse(json) as TrialDetail).cut.entries()) {
      for (let from: number | null = 0; from !== null;) {
        const address = at(`/text/${text}`, { from: String(from) });
        const piece = await ask(address);
        await packs.add(address, piece);
        from = (JSON.parse(piece) as TextPiece).next;
      }
    }
  }
}
