import type { TrialRecord } from '../analysis/results.ts';

/** The words of a lead-in as they were sent, taken from a transcript. */
export interface LeadInWords {
  readonly name: string;
  /** What stood before the conversation's own system prompt; `null` for nothing. */
  readonly system: string | null;
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** Whether a model wrote the reply in it, so that it differs from model to model. */
  readonly varies: boolean;
}

/**
 * The words of every lead-in: what a transcript with it has before the same item's transcript without it. A lead-in
 * none of whose transcripts has such a counterpart is left out.
 */
export function leadInWords(records: readonly TrialRecord[]): LeadInWords[] {
  const bare = new Map(records.filter(({ leadIn }) => leadIn === null).map((record) => [record.itemHash, record]));
  const found = new Map<string, LeadInWords>();
  for (const record of records) {
    if (record.leadIn === null) continue;
    const own = bare.get(record.itemHash);
    const words = own === undefined ? null : wordsBefore(record, own);
    if (words === null) continue;
    const before = found.get(record.leadIn);
    const isSame = before === undefined || JSON.stringify(before.messages) === JSON.stringify(words.messages);
    found.set(record.leadIn, before === undefined ? words : { ...before, varies: before.varies || !isSame });
  }
  return [...found.values()];
}

function wordsBefore(record: TrialRecord, bare: TrialRecord): LeadInWords | null {
  const system = prefixOf(record.conversation.system ?? '', bare.conversation.system ?? '');
  const count = record.conversation.messages.length - bare.conversation.messages.length;
  const rest = record.conversation.messages.slice(Math.max(0, count));
  if (system === null || count < 0 || JSON.stringify(rest) !== JSON.stringify(bare.conversation.messages)) return null;
  const messages = record.conversation.messages.slice(0, count);
  return { name: record.leadIn ?? '', system: system === '' ? null : system, messages, varies: false };
}

function prefixOf(whole: string, own: string): string | null {
  return whole.endsWith(own) ? whole.slice(0, whole.length - own.length).trim() : null;
}
