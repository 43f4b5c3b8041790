import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { addTexts, type IndexedRow } from '../../src/server/texts/add-texts.ts';
import { IndexFile } from '../../src/server/texts/index-file.ts';
import { searchIndex } from '../../src/server/texts/search-index.ts';
import type { TextTable } from '../../src/server/texts/text-tables.ts';
import type { TrialColumns } from '../../src/server/wire/columns/trial-columns.ts';
import { readQuery } from '../../src/server/wire/text-search/query.ts';
import { rowHasTerms } from '../../src/server/wire/text-search/row-has-terms.ts';
import { textPlaces } from '../../src/server/wire/trial-filter.ts';
import { openStore } from '../../src/store/store.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Words that share beginnings and differ in case, accents and scripts; the first are met most often. */
const word = fc.constantFrom(
  'leave',
  'LÉAVE',
  'a',
  'leaf',
  'le',
  'left',
  '离',
  '开',
  '离开',
  'Привет',
  '🔄',
  'x1',
  'rain',
  'lea',
  'ra\0in',
  '\ud800',
);
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: word }, fc.string({ maxLength: 3 })))
  .map((words) => words.join(' '));
const term = fc.oneof(
  word,
  word.map((one) => `${[...one].slice(0, 2).join('')}*`),
  fc.constantFrom('l*', 'a*', '离*', '🔄*', 'п*', 'zz*'),
  fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => `"${words.join(' ')}"`),
);
/** How far each key is behind the one before: mostly the next, sometimes far away. */
const step = fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, fc.constantFrom(2, 9, 40, 2 ** 18, 2 ** 27));
const keyed = (texts: number): fc.Arbitrary<readonly IndexedRow[]> =>
  fc
    .array(fc.record({ step, texts: fc.array(text, { minLength: texts, maxLength: texts }) }), { maxLength: 40 })
    .map((all) => {
      let id = 0;
      return all.map((one) => ({ id: (id += one.step), texts: one.texts }));
    });
const someTexts = fc.record({ replies: keyed(2), prompts: keyed(1), journals: keyed(1) });
type Texts = Readonly<Record<TextTable, readonly IndexedRow[]>>;

/** Trials over these texts: each with a first and a last reply, an item and a journal, or none. */
function columnsOver({ replies, prompts, journals }: Texts, picks: readonly (readonly number[])[]): TrialColumns {
  const idAt = (rows: readonly IndexedRow[], pick = 0): number => rows[pick % (rows.length + 1)]?.id ?? 0;
  return {
    size: picks.length,
    items: { ids: Uint32Array.from(prompts, ({ id }) => id) },
    item: Uint32Array.from(picks, ([, , pick = 0]) => (prompts.length === 0 ? 0 : pick % prompts.length)),
    firstReply: Uint32Array.from(picks, ([pick]) => idAt(replies, pick)),
    lastReply: Uint32Array.from(picks, ([, pick]) => idAt(replies, pick)),
    trial: Uint32Array.from(picks, ([, , , pick]) => idAt(journals, pick)),
  } as unknown as TrialColumns;
}

/** Indexes them as a server does that is started so many times while texts come in, in batches of so many. */
function indexTexts(index: IndexFile, texts: Texts, starts: number, rows: number): void {
  for (const [table, mark] of [
    ['replies', 'generation'],
    ['prompts', 'item'],
    ['journals', 'journalTrial'],
  ] as const) {
    for (let start = 1; start <= starts; start += 1) {
      const stored = texts[table].slice(0, Math.ceil((texts[table].length * start) / starts));
      const addBatch = (): boolean => {
        let last = index.lastIn(table);
        function* unsettled(): Generator<IndexedRow> {
          const settled = index.terms.settled(table);
          for (const row of stored.filter(({ id }) => id > settled)) {
            last = row.id;
            yield row;
          }
        }
        const isWhole = addTexts(index, table, last, unsettled(), { characters: 400, rows });
        index.note({ [mark]: last });
        return isWhole;
      };
      while (!index.transaction(addBatch));
    }
  }
}

describe('a search by the index', () => {
  test('finds what a look at every text finds, however the texts came in', { timeout: 60_000 }, async () => {
    using folder = tempFolder();
    await using store = openStore(folder.file('exitpoll.sqlite'));
    let run = 0;
    const picks = fc.array(fc.array(fc.nat({ max: 60 }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(
        someTexts,
        picks,
        fc.array(term, { minLength: 1, maxLength: 4 }),
        fc.subarray([...textPlaces]),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 12 }),
        async (texts, picked, words, places, starts, rows) => {
          using index = IndexFile.toWrite(folder.file(`${(run += 1)}.sqlite`), store);
          indexTexts(index, texts, starts, rows);
          const columns = columnsOver(texts, picked);
          const of = (table: TextTable) => new Map(texts[table].map((row) => [row.id, row.texts]));
          const [replies, prompts, journals] = [of('replies'), of('prompts'), of('journals')];
          const plain = {
            prompt: (id: number) => prompts.get(id)?.[0] ?? '',
            reply: (id: number) => ({ reply: replies.get(id)?.[0] ?? '', reasoning: replies.get(id)?.[1] ?? '' }),
            journal: (id: number) => journals.get(id)?.[0] ?? '',
          };
          for (const query of [...words, words.join(' ')]) {
            const terms = readQuery(query);
            const wanted = picked.map((_, row) =>
              terms.length > 0 && rowHasTerms(columns, row, plain, { terms, places }) ? 1 : 0,
            );
            expect([...(await searchIndex(index, columns, terms, places))], query).toEqual(wanted);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  test('finds a word of most texts also in the one text behind them that has it', async () => {
    using folder = tempFolder();
    await using store = openStore(folder.file('exitpoll.sqlite'));
    const replies = Array.from({ length: 60 }, (_, at) => ({ id: at + 1, texts: [at <= 20 ? 'leave' : 'stay', ''] }));
    const texts = { replies, prompts: [], journals: [] };
    const columns = columnsOver(
      texts,
      replies.map((_, at) => [at, at, 0, 0]),
    );
    using index = IndexFile.toWrite(folder.file('index.sqlite'), store);
    indexTexts(index, texts, 1, 20);
    for (const query of ['leave', 'le*', 'l*']) {
      const found = await searchIndex(index, columns, readQuery(query), []);
      expect(
        replies.filter((_, row) => found[row] === 1).map(({ id }) => id),
        query,
      ).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
    }
  });
});
