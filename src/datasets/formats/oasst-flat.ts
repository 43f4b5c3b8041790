import { z } from 'zod';

import { ExitpollError } from '../../base/errors.ts';
import { badRecord } from '../records/record.ts';
import { checkRecord, type FormatReader, type FormatResult, type RawConversation } from './format.ts';
import { mostLevels, threadsOf, treeTooDeep, type TreeMessage } from './oasst-threads.ts';

const schema = z.object({
  message_tree_id: z.string(),
  message_id: z.string(),
  parent_id: z.string().nullish(),
  text: z.string(),
  role: z.string(),
  lang: z.string().nullish(),
  deleted: z.boolean().nullish(),
});
type Message = z.infer<typeof schema>;

/** More messages than any tree has: beyond, the records are not sorted by tree. */
const mostMessages = 20_000;
const sortHint = 'Sort the records by message_tree_id if the trees are in pieces.';

/** Reads trees of which every record is a message that names its parent. The messages of a tree stand side by side. */
export function flatMessages(): FormatReader {
  let waiting: Message[] = [];
  let firstLine = 0;
  const finish = (): readonly FormatResult[] => {
    const messages = waiting;
    waiting = [];
    try {
      return messages.length === 0 ? [] : threadsOfMessages(messages, firstLine);
    } catch (thrown) {
      if (thrown instanceof ExitpollError) return [{ line: firstLine, problem: thrown }];
      throw thrown;
    }
  };
  return {
    read: (value, line) => {
      const message = checkRecord(schema, value, 'Each record is a message: message_id, parent_id, text, role.');
      const isSame = waiting[0]?.message_tree_id === message.message_tree_id;
      const done = isSame ? [] : finish();
      if (!isSame) firstLine = line;
      waiting.push(message);
      if (waiting.length <= mostMessages) return done;
      waiting = [];
      throw badRecord(`the tree has more than ${mostMessages} messages.`, 'bad-line', sortHint);
    },
    end: finish,
  };
}

function threadsOfMessages(messages: readonly Message[], line: number): readonly RawConversation[] {
  const treeId = messages[0]?.message_tree_id ?? '';
  const byParent = Map.groupBy(messages, (one) => one.parent_id ?? null);
  const root = byParent.get(null)?.[0];
  const named = JSON.stringify(treeId.slice(0, 60));
  if (root === undefined) {
    throw badRecord(
      `the tree ${named} has no first message: its messages reply to each other in a circle, or it is not whole.`,
      'bad-line',
    );
  }
  const reached = new Set<string>();
  const build = (message: Message, level: number): TreeMessage => {
    if (level > mostLevels) throw treeTooDeep();
    if (reached.has(message.message_id)) {
      throw badRecord(
        `the message ${JSON.stringify(message.message_id.slice(0, 60))} occurs twice in its tree.`,
        'bad-line',
      );
    }
    reached.add(message.message_id);
    return {
      id: message.message_id,
      text: message.text,
      role: message.role,
      lang: message.lang ?? null,
      isDeleted: message.deleted === true,
      replies: (byParent.get(message.message_id) ?? []).map((reply) => build(reply, level + 1)),
    };
  };
  const tree = build(root, 1);
  if (reached.size < messages.length) {
    const left = messages.length - reached.size;
    throw badRecord(
      `${left} of the ${messages.length} messages of the tree ${named} cannot be reached from its first: they reply to each other in a circle, or to messages that are not there.`,
      'bad-line',
      sortHint,
    );
  }
  return threadsOf(treeId, tree, line);
}
