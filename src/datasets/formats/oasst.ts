import { z } from 'zod';

import { checkRecord, type ConversationFormat, type FormatReader, type FormatResult } from './format.ts';
import { flatMessages } from './oasst-flat.ts';
import { mostLevels, threadsOf, treeTooDeep, type TreeMessage } from './oasst-threads.ts';

interface Node {
  readonly message_id: string;
  readonly text: string;
  readonly role: string;
  readonly lang?: string | null | undefined;
  readonly deleted?: boolean | null | undefined;
  readonly replies?: readonly Node[] | null | undefined;
}

const node: z.ZodType<Node> = z.object({
  message_id: z.string(),
  text: z.string(),
  role: z.string(),
  lang: z.string().nullish(),
  deleted: z.boolean().nullish(),
  get replies() {
    return z.array(node).nullish();
  },
});

const tree = z.object({ message_tree_id: z.string(), prompt: node });

/**
 * OpenAssistant: trees of messages, either whole in each record, or one message a record that names its parent. Every
 * way from the first message to a last turn of the user is a conversation; those of one tree are one cluster.
 */
export const oasst: ConversationFormat = {
  fields: ['message_tree_id', 'prompt', 'message_id', 'parent_id', 'text', 'role', 'lang', 'deleted'],
  looksLike: (record) =>
    typeof record['message_tree_id'] === 'string' &&
    (typeof record['prompt'] === 'object' || typeof record['message_id'] === 'string'),
  open: () => {
    const flat = flatMessages();
    return {
      read: (value, line) => (isTree(value) ? [...threadsOfTree(value, line)] : flat.read(value, line)),
      end: () => flat.end(),
    } satisfies FormatReader;
  },
};

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('prompt' in value || !('message_id' in value));
}

function* threadsOfTree(value: unknown, line: number): Generator<FormatResult> {
  if (depthOf(value) > mostLevels) throw treeTooDeep();
  const { message_tree_id: id, prompt } = checkRecord(
    tree,
    value,
    'Each record is {"message_tree_id": "…", "prompt": {"message_id", "text", "role", "replies": […]}}.',
  );
  yield* threadsOf(id, asMessage(prompt), line);
}

/** How deep the replies go, without calling itself: a tree made to do harm has no end. */
function depthOf(value: unknown): number {
  let level: unknown[] = [(value as { prompt?: unknown }).prompt];
  let depth = 0;
  while (level.length > 0 && depth <= mostLevels) {
    level = level.flatMap((one) => {
      const replies = typeof one === 'object' && one !== null && 'replies' in one ? one.replies : null;
      return Array.isArray(replies) ? (replies as unknown[]) : [];
    });
    depth += 1;
  }
  return depth;
}

function asMessage(one: Node): TreeMessage {
  return {
    id: one.message_id,
    text: one.text,
    role: one.role,
    lang: one.lang ?? null,
    isDeleted: one.deleted === true,
    replies: (one.replies ?? []).map(asMessage),
  };
}
