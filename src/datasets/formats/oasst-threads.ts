import type { ExitpollError } from '../../base/errors.ts';
import type { RawTurn } from '../../conversation/normalize.ts';
import { badRecord } from '../records/record.ts';
import { bareConversation, type RawConversation } from './format.ts';
import { languageTags } from './language-tag.ts';

/** A message of a tree with the replies to it. */
export interface TreeMessage {
  readonly id: string;
  readonly text: string;
  readonly role: string;
  readonly lang: string | null;
  readonly isDeleted: boolean;
  readonly replies: readonly TreeMessage[];
}

/** Messages under each other; the longest published way has a few dozen. */
export const mostLevels = 500;

/** The error of a tree with more levels than that. */
export function treeTooDeep(): ExitpollError {
  return badRecord('the tree is nested too deep to be read.', 'bad-line');
}

const roles: { readonly [name: string]: string } = { prompter: 'user', assistant: 'assistant' };

/**
 * The conversations of a tree: every way from its root to a turn of the user after which, on some way, the user says
 * nothing more. Such a turn is the last decision point of that way; the replies to it are many, and are left out. What
 * follows a deleted message is left out too.
 *
 * @throws ExitpollError when a message stands below itself.
 */
export function threadsOf(treeId: string, root: TreeMessage, line: number): readonly RawConversation[] {
  const threads: RawConversation[] = [];
  const above = new Set<string>();
  const path: TreeMessage[] = [];
  /** Whether some way on from here has no further turn of the user. */
  const visit = (message: TreeMessage): boolean => {
    if (above.has(message.id)) {
      throw badRecord(
        `the message ${JSON.stringify(message.id.slice(0, 60))} is among the replies to itself.`,
        'bad-line',
      );
    }
    if (message.isDeleted) return true;
    above.add(message.id);
    path.push(message);
    const ends = message.replies.map(visit);
    const canEnd = ends.length === 0 || ends.some(Boolean);
    const isUser = message.role === 'prompter';
    if (isUser && canEnd) threads.push(threadOf(treeId, path, line));
    path.pop();
    above.delete(message.id);
    return canEnd && !isUser;
  };
  visit(root);
  return threads.toReversed();
}

function threadOf(treeId: string, path: readonly TreeMessage[], line: number): RawConversation {
  return {
    ...bareConversation,
    id: path.at(-1)?.id ?? treeId,
    turns: path.map((one): RawTurn => ({ role: roles[one.role] ?? one.role, text: one.text })),
    cluster: treeId,
    tags: languageTags(path[0]?.lang),
    line,
  };
}
