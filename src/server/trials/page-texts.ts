import { scorerVersions } from '../../conversation/outcome.ts';
import { storedConversation, storedReply, storedText } from '../../store/stored-json.ts';
import type { Store } from '../../store/store.ts';
import type { RowTexts } from '../wire/columns/page-rows.ts';
import { searchedReply, type SearchedReply } from '../wire/text-search/searched-texts.ts';

/** The texts of trials in a store, each read once for a page. */
export class PageTexts implements RowTexts {
  readonly #store: Store;
  readonly #prompts = new Map<number, string>();
  readonly #replies = new Map<number, SearchedReply>();

  constructor(store: Store) {
    this.#store = store;
  }

  prompt(itemId: number): string {
    return kept(this.#prompts, itemId, () => {
      const row = this.#store.statements
        .get('SELECT i.messages, c.bytes FROM item i JOIN conversation c ON c.id = i.conversation_id WHERE i.id = ?')
        .get(itemId);
      if (row === undefined) return '';
      const { messages } = storedConversation(row['bytes'] as Uint8Array);
      return messages[Number(row['messages']) - 1]?.text ?? '';
    });
  }

  reply(generationId: number): SearchedReply {
    return kept(this.#replies, generationId, () => {
      const row = this.#store.statements.get('SELECT reply FROM generation WHERE id = ?').get(generationId);
      if (row === undefined) return { reply: '', reasoning: '' };
      return searchedReply(storedReply(row['reply'] as Uint8Array));
    });
  }

  journal(trialId: number): string {
    const row = this.#store.statements
      .get("SELECT journal FROM outcome WHERE trial_id = ? AND scorer = 'strict' AND version = ?")
      .get(trialId, scorerVersions.strict);
    const journal = (row?.['journal'] ?? null) as Uint8Array | null;
    return journal === null ? '' : storedText(journal);
  }
}

function kept<Value>(known: Map<number, Value>, key: number, read: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = read()));
  return value;
}
