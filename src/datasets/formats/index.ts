import type { FormatName } from '../registry.ts';
import { lmsysChat, wildChat } from './chat-logs.ts';
import type { ConversationFormat } from './format.ts';
import { anthropicHh } from './hh.ts';
import { oasst } from './oasst.ts';
import { openAiMessages } from './openai.ts';
import { shareGpt } from './sharegpt.ts';

/** Every form in which conversations can be read. */
export const formats: { readonly [name in FormatName]: ConversationFormat } = {
  wildchat: wildChat,
  lmsys: lmsysChat,
  sharegpt: shareGpt,
  oasst,
  hh: anthropicHh,
  jsonl: openAiMessages,
};

/** The most telling first: a record of a later form may lack what tells the earlier one. */
const lookOrder: readonly FormatName[] = ['wildchat', 'lmsys', 'sharegpt', 'oasst', 'hh', 'jsonl'];

/** The form a record is of, by its fields; `null` when it is none. */
export function formatOf(value: unknown): FormatName | null {
  if (typeof value !== 'object' || value === null) return null;
  const record = value as { readonly [field: string]: unknown };
  return lookOrder.find((name) => formats[name].looksLike(record)) ?? null;
}
