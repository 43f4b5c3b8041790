import { pageRows, type RowTexts } from '../../../src/server/wire/columns/page-rows.ts';
import { selectTrials } from '../../../src/server/wire/columns/select-trials.ts';
import { unpackedColumns, type PackedColumns } from '../../../src/server/wire/columns/packed-columns.ts';
import type { TrialColumns } from '../../../src/server/wire/columns/trial-columns.ts';
import { trialFacets } from '../../../src/server/wire/columns/trial-facets.ts';
import { chunkRows, columnsAddress, textsAddress, type FolderTexts } from '../../../src/server/wire/folder-trials.ts';
import { folderAddress } from '../../../src/server/wire/folder.ts';
import { readQuery } from '../../../src/server/wire/text-search/query.ts';
import { rowHasTerms } from '../../../src/server/wire/text-search/row-has-terms.ts';
import type { TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import type { TrialFacets, TrialPage } from '../../../src/server/wire/trial-page.ts';
import { trialQuery } from '../../../src/server/wire/trial-query.ts';

/** What a folder holds, by address (`folderAddress`); `undefined` where it has nothing. */
interface Answers {
  answer(address: string): Promise<unknown>;
}

/** Lists the trials of a study that a folder holds, filtered and searched here in the page as a server would. */
export class FolderTrials {
  readonly #study: string;
  readonly #packs: Answers;
  #columns: Promise<TrialColumns> | null = null;
  #search: { readonly key: string; readonly found: Promise<Uint8Array> } | null = null;

  constructor(packs: Answers, study: string) {
    this.#packs = packs;
    this.#study = study;
  }

  /** Answers `GET /trials`. */
  async page(query: URLSearchParams): Promise<TrialPage> {
    const { filter, offset, limit } = trialQuery(query);
    const columns = await this.#readColumns();
    const rows = selectTrials(columns, filter, await this.#found(columns, filter));
    const shown = [...rows.subarray(offset, offset + limit)];
    const texts = new Map<number, RowTexts>();
    for (const chunk of new Set(shown.map(chunkOf))) texts.set(chunk, await this.#texts(chunk));
    const terms = readQuery(filter.text);
    return {
      total: rows.length,
      of: columns.size,
      pending: columns.pending,
      offset,
      rows: shown.flatMap((row) => pageRows(columns, [row], texts.get(chunkOf(row)) ?? noTexts, terms)),
      indexing: null,
    };
  }

  /** Answers `GET /trials/facets`. */
  async facets(query: URLSearchParams): Promise<TrialFacets> {
    const { filter } = trialQuery(query);
    const columns = await this.#readColumns();
    return trialFacets(columns, filter, await this.#found(columns, filter));
  }

  #readColumns(): Promise<TrialColumns> {
    this.#columns ??= this.#read<PackedColumns>(columnsAddress(this.#study)).then(unpackedColumns);
    return this.#columns;
  }

  /** The last search is kept: pages and facets of one filter ask for the same. */
  #found(columns: TrialColumns, { text, places }: TrialFilter): Promise<Uint8Array> | null {
    const terms = readQuery(text);
    if (terms.length === 0) return null;
    const key = JSON.stringify([text, places]);
    if (this.#search?.key !== key) {
      const found = (async () => {
        const rows = new Uint8Array(columns.size);
        for (let chunk = 0; chunk * chunkRows < columns.size; chunk += 1) {
          const texts = await this.#texts(chunk);
          const end = Math.min(columns.size, (chunk + 1) * chunkRows);
          for (let row = chunk * chunkRows; row < end; row += 1) {
            if (rowHasTerms(columns, row, texts, { terms, places })) rows[row] = 1;
          }
        }
        return rows;
      })();
      this.#search = { key, found };
    }
    return this.#search?.found ?? null;
  }

  async #texts(chunk: number): Promise<RowTexts> {
    const texts = await this.#read<FolderTexts>(textsAddress(this.#study, chunk));
    const [prompts, replies, journals] = [new Map(texts.prompts), new Map(texts.replies), new Map(texts.journals)];
    return {
      prompt: (item) => prompts.get(item) ?? '',
      reply: (generation) => replies.get(generation) ?? noReply,
      journal: (trial) => journals.get(trial) ?? '',
    };
  }

  async #read<Answer>(address: string): Promise<Answer> {
    const answer = await this.#packs.answer(folderAddress(address));
    if (answer === undefined) throw new Error(`the folder has no ${address}`);
    return answer as Answer;
  }
}

function chunkOf(row: number): number {
  return Math.floor(row / chunkRows);
}

const noReply = { reply: '', reasoning: '' };
const noTexts: RowTexts = { prompt: () => '', reply: () => noReply, journal: () => '' };
