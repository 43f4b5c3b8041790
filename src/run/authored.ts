import { prefixHash } from '../conversation/prefix-hash.ts';
import type { Conversation } from '../conversation/messages.ts';
import type { ModelRequest } from '../conversation/request.ts';
import type { AuthorKind, TrialContext } from '../models/model.ts';
import { datasetReply } from '../store/dataset-replies.ts';
import type { PendingTrial } from '../store/pending.ts';
import { datasetOfAuthor, modelOfAuthor, type Arm, type ArmSettings, type Author } from '../study/arm.ts';
import type { Calls, Generated } from './calls.ts';

/**
 * What asks for an earlier assistant turn: as a baseline would at that turn, so that the two share one reply.
 *
 * @param conversation as it is sent, up to that turn
 */
export function historyRequest(
  { replySampling }: Pick<ArmSettings, 'replySampling'>,
  { system, messages }: Conversation,
): ModelRequest {
  return { system, instructions: null, messages, tools: [], sampling: replySampling };
}

/** What an earlier turn is about: the item that ends at its user turn, whichever later one is asked about. */
export function historyContext({ line, item, epoch }: PendingTrial, turn: number): TrialContext {
  const { system, messages } = item.conversation;
  let left = turn + 1;
  const end = messages.findIndex((message) => message.role === 'user' && --left === 0) + 1;
  return {
    item: prefixHash(system, messages.slice(0, end)),
    itemName: item.name,
    cluster: item.cluster,
    category: item.category,
    method: 'baseline',
    order: null,
    wording: null,
    leadIn: line.arm.leadIn?.name ?? null,
    twin: item.isTwin,
    turn: turn + 1,
    historyAuthor: 'self',
    earlierIn: item.hash,
    epoch,
    step: 'reply',
    exit: null,
  };
}

/** An earlier assistant turn: by the model itself, or what another said; `null` where that is not stored. */
export async function authored(
  { line }: PendingTrial,
  calls: Calls,
  request: ModelRequest,
  context: TrialContext,
  signal: AbortSignal,
): Promise<Generated | null> {
  const other = modelOfAuthor(line.arm.historyAuthor);
  return other === null ? calls.get(request, context, signal) : calls.storedOf(other, request, context.epoch);
}

/**
 * The reply that is asked about where somebody else wrote it: the dataset, `null` where it has none; or another model,
 * `missing` where what it said is not stored.
 */
export async function givenReplyTo(
  { line, item, epoch }: PendingTrial,
  calls: Calls,
  request: ModelRequest,
): Promise<Generated | 'missing' | null> {
  const other = modelOfAuthor(line.arm.replyAuthor);
  if (other !== null) return calls.storedOf(other, request, epoch) ?? 'missing';
  if (datasetOfAuthor(line.arm.replyAuthor) === null) throw new Error('no reply is given by the model itself');
  const text = datasetReply(calls.store, line.datasetId, item.itemId);
  return text === null ? null : calls.given(text);
}

/** What is wrong where another model's reply is not stored. */
export function noReplyOf(author: Author): string {
  return `${modelOfAuthor(author) === null ? 'nobody' : 'the other model'} has no stored reply`;
}

/** The authors of an arm, where they are not the usual ones. */
export function authorKindsOf({
  historyAuthor,
  replyAuthor,
}: Pick<Arm, 'historyAuthor' | 'replyAuthor'>): Pick<TrialContext, 'historyAuthor' | 'replyAuthor'> {
  return {
    ...(historyAuthor === 'dataset' ? {} : { historyAuthor: kindOf(historyAuthor) }),
    ...(replyAuthor === 'self' ? {} : { replyAuthor: kindOf(replyAuthor) }),
  };
}

function kindOf(author: Author): AuthorKind {
  if (modelOfAuthor(author) !== null) return 'model';
  return author === 'self' ? 'self' : 'dataset';
}
