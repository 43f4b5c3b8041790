import { z } from 'zod';

import {
  bareConversation,
  checkRecord,
  type ConversationFormat,
  type RawConversation,
  recordByRecord,
  tag,
  word,
} from './format.ts';
import { languageTags } from './language-tag.ts';

const moderation = z
  .array(
    z.object({ flagged: z.boolean().nullish(), categories: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  )
  .nullish();

const schema = z.object({
  conversation: z.array(z.object({ role: z.string(), content: z.string().nullish() })),
  conversation_hash: z.string().nullish(),
  conversation_id: z.string().nullish(),
  hashed_ip: z.string().nullish(),
  model: z.string().nullish(),
  language: z.string().nullish(),
  openai_moderation: moderation,
  toxic: z.boolean().nullish(),
  redacted: z.boolean().nullish(),
});

const hint = 'Each record has a list "conversation" of {"role", "content"}.';

/** WildChat: conversations of users who go by the hash of their address, which is the cluster. */
export const wildChat: ConversationFormat = {
  fields: Object.keys(schema.shape),
  looksLike: (record) =>
    Array.isArray(record['conversation']) &&
    ('conversation_hash' in record || 'toxic' in record || 'detoxify_moderation' in record),
  open: () => recordByRecord(conversationOf),
};

/** LMSYS-Chat: conversations of users who are not told apart, so that each is a cluster. */
export const lmsysChat: ConversationFormat = {
  fields: wildChat.fields,
  looksLike: (record) => Array.isArray(record['conversation']),
  open: () => recordByRecord(conversationOf),
};

function conversationOf(value: unknown, line: number): RawConversation {
  const record = checkRecord(schema, value, hint);
  const user = word(record.hashed_ip);
  return {
    ...bareConversation,
    id: word(record.conversation_hash) ?? word(record.conversation_id),
    turns: record.conversation.map(({ role, content }) => ({ role, text: content ?? '' })),
    cluster: user === null ? null : `user-${user.slice(0, 16)}`,
    tags: [
      ...languageTags(record.language),
      ...(record.model ? [tag('model', record.model)] : []),
      ...flags(record),
      ...(record.redacted === true ? ['redacted'] : []),
    ],
    line,
  };
}

/** `flagged` where moderation found something in any turn, and `flagged:` with what it was. */
function flags({ openai_moderation: moderated, toxic }: z.infer<typeof schema>): readonly string[] {
  const turns = (moderated ?? []).filter((turn) => turn != null);
  const found = turns.filter((turn) => turn.flagged === true);
  const kinds = new Set(
    found.flatMap((turn) =>
      Object.entries(turn.categories ?? {}).flatMap(([kind, isFound]) => (isFound === true ? [kind] : [])),
    ),
  );
  if (found.length === 0 && toxic !== true) return [];
  return ['flagged', ...[...kinds].map((kind) => tag('flagged', kind))];
}
