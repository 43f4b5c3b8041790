import { scorerVersions } from '../../conversation/outcome.ts';
import type { Conversation } from '../../conversation/messages.ts';
import type { Reply } from '../../conversation/reply.ts';
import { fromJsonBytes } from '../../store/bytes.ts';
import type { Store } from '../../store/store.ts';
import { searchedReply } from '../wire/text-search/searched-texts.ts';
import { indexText } from '../wire/text-search/words.ts';
import type { IndexFile } from './index-file.ts';

/** Texts read before what they hold is made durable. */
const batchCharacters = 8_000_000;
const batchRows = 20_000;

/** Adds texts of a store that an index does not have yet: one batch, durable when this returns. @returns whether that was all. */
export function fillIndex(store: Store, index: IndexFile): boolean {
  return index.transaction(() => [addPrompts, addReplies, addJournals].every((add) => add(store, index)));
}

/** @returns whether there are no more. */
function addReplies(store: Store, index: IndexFile): boolean {
  const insert = index.database.prepare('INSERT INTO replies (rowid, reply, reasoning) VALUES (?, ?, ?)');
  const { generation: after } = index.marks;
  const rows = store.statements.fresh('SELECT id, key, reply FROM generation WHERE id > ? ORDER BY id').iterate(after);
  let last: { readonly id: number; readonly key: Uint8Array } | null = null;
  const isWhole = takeBatch(rows, (row) => {
    const { reply, reasoning } = searchedReply(fromJsonBytes<Reply>(row['reply'] as Uint8Array));
    last = { id: Number(row['id']), key: row['key'] as Uint8Array };
    insert.run(last.id, indexText(reply), indexText(reasoning));
    return reply.length + reasoning.length;
  });
  const noted = last as { readonly id: number; readonly key: Uint8Array } | null;
  if (noted !== null) {
    index.note({ generation: noted.id });
    index.noteLast(noted.key);
  }
  return isWhole;
}

function addPrompts(store: Store, index: IndexFile): boolean {
  const insert = index.database.prepare('INSERT INTO prompts (rowid, prompt) VALUES (?, ?)');
  const { item: after } = index.marks;
  const rows = store.statements
    .fresh(
      `SELECT i.id, i.conversation_id, i.messages, c.bytes FROM item i JOIN conversation c ON c.id = i.conversation_id
       WHERE i.id > ? ORDER BY i.id`,
    )
    .iterate(after);
  // Items of one conversation are mostly neighbours.
  let open: { readonly id: unknown; readonly messages: Conversation['messages'] } | null = null;
  let item = after;
  const isWhole = takeBatch(rows, (row) => {
    item = Number(row['id']);
    if (open?.id !== row['conversation_id']) {
      const { messages } = fromJsonBytes<Conversation>(row['bytes'] as Uint8Array);
      open = { id: row['conversation_id'], messages };
    }
    const text = open?.messages[Number(row['messages']) - 1]?.text ?? '';
    insert.run(item, indexText(text));
    return text.length;
  });
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
  const insert = index.database.prepare('INSERT INTO journals (rowid, journal) VALUES (?, ?)');
  const rows = store.statements
    .fresh(
      `SELECT trial_id, journal FROM outcome
       WHERE scorer = 'strict' AND version = ? AND journal IS NOT NULL AND trial_id > ? ORDER BY trial_id`,
    )
    .iterate(scorerVersions.strict, index.marks.journalTrial);
  let { journals, journalTrial } = index.marks;
  const isWhole = takeBatch(rows, (row) => {
    const text = fromJsonBytes<string>(row['journal'] as Uint8Array);
    journalTrial = Number(row['trial_id']);
    journals += 1;
    insert.run(journalTrial, indexText(text));
    return text.length;
  });
  index.note({ journalTrial, journals });
  return isWhole;
}

/** Takes rows until they are many or long. @returns whether there are no more. */
function takeBatch(rows: Iterable<Record<string, unknown>>, take: (row: Record<string, unknown>) => number): boolean {
  let characters = 0;
  let count = 0;
  for (const row of rows) {
    characters += take(row);
    count += 1;
    if (characters >= batchCharacters || count >= batchRows) return false;
  }
  return true;
}
