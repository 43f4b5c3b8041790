import { scorerVersions } from '../../conversation/outcome.ts';
import type { Conversation } from '../../conversation/messages.ts';
import { storedConversation, storedReply, storedText } from '../../store/stored-json.ts';
import type { Store } from '../../store/store.ts';
import { searchedReply } from '../wire/text-search/searched-texts.ts';
import { addTexts, type IndexedRow } from './add-texts.ts';
import type { IndexFile } from './index-file.ts';

/** Adds texts of a store that an index does not have yet: one batch, durable when this returns. @returns whether that was all. */
export function fillIndex(store: Store, index: IndexFile): boolean {
  return index.transaction(() => [addPrompts, addReplies, addJournals].every((add) => add(store, index)));
}

/** @returns whether there are no more. */
function addReplies(store: Store, index: IndexFile): boolean {
  const { generation: indexed } = index.marks;
  if (lastId(store, 'generation') <= indexed) return true;
  let last: { readonly id: number; readonly key: Uint8Array } | null = null;
  function* rows(): Generator<IndexedRow> {
    const found = store.statements.fresh('SELECT id, key, reply FROM generation WHERE id > ? ORDER BY id');
    for (const row of found.iterate(index.terms.settled('replies'))) {
      const { reply, reasoning } = searchedReply(storedReply(row['reply'] as Uint8Array));
      last = { id: Number(row['id']), key: row['key'] as Uint8Array };
      yield { id: last.id, texts: [reply, reasoning] };
    }
  }
  const isWhole = addTexts(index, 'replies', indexed, rows());
  const noted = last as { readonly id: number; readonly key: Uint8Array } | null;
  if (noted !== null) {
    index.note({ generation: noted.id });
    index.noteLast(noted.key);
  }
  return isWhole;
}

function addPrompts(store: Store, index: IndexFile): boolean {
  const { item: indexed } = index.marks;
  if (lastId(store, 'item') <= indexed) return true;
  let item = indexed;
  function* rows(): Generator<IndexedRow> {
    const found = store.statements.fresh(
      `SELECT i.id, i.conversation_id, i.messages, c.bytes FROM item i JOIN conversation c ON c.id = i.conversation_id
       WHERE i.id > ? ORDER BY i.id`,
    );
    // Items of one conversation are mostly neighbours.
    let open: { readonly id: unknown; readonly messages: Conversation['messages'] } = { id: null, messages: [] };
    for (const row of found.iterate(index.terms.settled('prompts'))) {
      item = Number(row['id']);
      if (open.id !== row['conversation_id']) {
        const { messages } = storedConversation(row['bytes'] as Uint8Array);
        open = { id: row['conversation_id'], messages };
      }
      yield { id: item, texts: [open.messages[Number(row['messages']) - 1]?.text ?? ''] };
    }
  }
  const isWhole = addTexts(index, 'prompts', indexed, rows());
  index.note({ item });
  return isWhole;
}

/** Journals of trials that were stored before others may come later, when trials are scored anew: then all are read again. */
function addJournals(store: Store, index: IndexFile): boolean {
  const found = store.statements
    .get(
      "SELECT count(*) AS n FROM outcome WHERE scorer = 'strict' AND version = ? AND journal IS NOT NULL AND trial_id <= ?",
    )
    .get(scorerVersions.strict, index.marks.journalTrial);
  if (Number(found?.['n']) !== index.marks.journals) {
    index.clear('journals');
    index.note({ journalTrial: 0, journals: 0 });
  }
  const indexed = index.marks.journalTrial;
  let { journals, journalTrial } = index.marks;
  function* rows(): Generator<IndexedRow> {
    const outcomes = store.statements.fresh(
      `SELECT trial_id, journal FROM outcome
       WHERE scorer = 'strict' AND version = ? AND journal IS NOT NULL AND trial_id > ? ORDER BY trial_id`,
    );
    for (const row of outcomes.iterate(scorerVersions.strict, index.terms.settled('journals'))) {
      journalTrial = Number(row['trial_id']);
      if (journalTrial > indexed) journals += 1;
      yield { id: journalTrial, texts: [storedText(row['journal'] as Uint8Array)] };
    }
  }
  const isWhole = addTexts(index, 'journals', indexed, rows());
  index.note({ journalTrial, journals });
  return isWhole;
}

function lastId(store: Store, table: 'generation' | 'item'): number {
  return Number(store.statements.get(`SELECT max(id) AS last FROM ${table}`).get()?.['last'] ?? 0);
}
