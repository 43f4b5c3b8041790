import { z } from 'zod';

import type { RawTurn } from '../../conversation/normalize.ts';
import { bareConversation, checkRecord, type ConversationFormat, recordByRecord, tag, word } from './format.ts';
import { htmlToMarkdown, isHtml } from './html.ts';
import { languageTags } from './language-tag.ts';

const turn = z.object({
  from: z.string().nullish(),
  role: z.string().nullish(),
  value: z.string().nullish(),
  content: z.string().nullish(),
});

const schema = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  conversations: z.array(turn),
  system: z.string().nullish(),
  model: z.string().nullish(),
  lang: z.string().nullish(),
});

const roles: { readonly [name: string]: string } = {
  human: 'user',
  gpt: 'assistant',
  chatgpt: 'assistant',
  bard: 'assistant',
  bing: 'assistant',
  model: 'assistant',
  bot: 'assistant',
  // Calls and what they gave stand as text of their own.
  function_call: 'assistant',
  function: 'tool',
  observation: 'tool',
};

/** The layout of ShareGPT: a list of turns, each `from` somebody. Replies copied as HTML become Markdown. */
export const shareGpt: ConversationFormat = {
  fields: ['id', 'conversations', 'system', 'model', 'lang'],
  looksLike: (record) => Array.isArray(record['conversations']),
  open: ({ html }) =>
    recordByRecord((value, line) => {
      const record = checkRecord(schema, value, 'Each record is {"conversations": [{"from": "human", "value": "…"}]}.');
      let cleaned = 0;
      const turns = record.conversations.map((one): RawTurn => {
        const said = one.from ?? one.role ?? '';
        const role = roles[said.toLowerCase()] ?? said;
        const text = one.value ?? one.content ?? '';
        if (html === 'keep' || role !== 'assistant' || !isHtml(text)) return { role, text };
        cleaned += 1;
        return { role, text: htmlToMarkdown(text) };
      });
      const id = word(record.id);
      return {
        ...bareConversation,
        id,
        turns,
        system: record.system ?? null,
        cluster: id === null ? null : wholeId(id),
        tags: [...languageTags(record.lang), ...(record.model ? [tag('model', record.model)] : [])],
        cleaned,
        line,
      };
    }),
};

/** Long conversations are published in parts, `AbC12xY_0`, `AbC12xY_17`: parts of one are no independent observations. */
function wholeId(id: string): string {
  return /^([A-Za-z0-9]{7})_\d+$/.exec(id)?.[1] ?? id;
}
