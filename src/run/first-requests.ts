import type { MethodName, Order } from '../conversation/exit.ts';
import { requestHash } from '../conversation/request-hash.ts';
import type { ModelRequest } from '../conversation/request.ts';
import { methods } from '../methods/index.ts';
import type { Next } from '../methods/method.ts';
import { pendingChains, type PendingTrial } from '../store/pending.ts';
import type { PlanLine } from '../store/plans.ts';
import { isMemberOf } from '../store/shared-items.ts';
import type { Store } from '../store/store.ts';
import { modelOfAuthor } from '../study/arm.ts';
import { historyRequest } from './authored.ts';
import { leadInRequest } from './lead-in-reply.ts';
import { opened, offerOf, situationOf } from './run-trial.ts';

/** A request that needs no reply before it, with the names a reply to it can be filed under. */
export interface FirstRequest {
  readonly requestHash: string;
  /** Which draw: each is to be a fresh reply. */
  readonly epoch: number;
  /** `lead-in`: the reply a lead-in asks for, once for all items and epochs. */
  readonly step: 'lead-in' | 'reply';
  /** `null` for the reply to a lead-in. */
  readonly item: string | null;
  readonly itemHash: string | null;
  /** Of the first trial that needs the reply; the bail prompt shares the baseline's. */
  readonly method: MethodName;
  readonly order: Order | null;
  readonly wording: string | null;
  readonly leadIn: string | null;
  readonly request: ModelRequest;
}

/**
 * The first request of every pending trial of some lines of one model, each request and draw once, lazily. Where a
 * lead-in asks for a reply, that is the first request, and what follows rests on it.
 */
export function* firstRequests(store: Store, lines: readonly PlanLine[]): Generator<FirstRequest> {
  const datasetIds = [...new Set(lines.map((line) => line.datasetId))];
  const leadIns = new Set<string>();
  for (const chain of pendingChains(store, lines, { draws: 'apart', drawsPerCall: 1 })) {
    // Trials that share a request are in one chain, and so are neighbours.
    const known = new Set<string>();
    for (const trials of chain) {
      for (const trial of trials) {
        const first = firstRequest(trial);
        if (first === null) continue;
        const key = `${first.requestHash} ${first.epoch}`;
        const seen = first.step === 'lead-in' ? leadIns : known;
        if (seen.has(key) || isInEarlier(store, trial, datasetIds)) continue;
        seen.add(key);
        yield first;
      }
    }
  }
}

/** `null` for a trial that rests on what another model said, or on a dataset's own reply. */
function firstRequest(trial: PendingTrial): FirstRequest | null {
  const { line, item, epoch } = trial;
  const { method, order, wording, leadIn } = line.arm;
  const opening = leadInRequest(line.arm, item.conversation);
  const names = { method, order, wording, leadIn: leadIn?.name ?? null };
  if (opening !== null) {
    const lead = { item: null, itemHash: null, epoch: 1, step: 'lead-in' } as const;
    return { requestHash: requestHash(opening), ...lead, ...names, request: opening };
  }
  const { historyAuthor, replyAuthor } = line.arm;
  // What somebody else said is known only once it is stored.
  if (modelOfAuthor(historyAuthor) !== null || replyAuthor !== 'self') return null;
  const { conversation, isWhole } = opened(trial, null, []);
  const next: Next = isWhole
    ? methods[method].next(offerOf(trial).offer, situationOf(trial, null, []), [])
    : { kind: 'ask', step: 'reply', request: historyRequest(line.arm.settings, conversation) };
  if (next.kind !== 'ask') throw new Error(`${method} asks nothing`);
  return {
    requestHash: requestHash(next.request),
    epoch,
    step: 'reply',
    item: item.name,
    itemHash: item.hash,
    ...names,
    request: next.request,
  };
}

/** An item of several datasets is asked about once. */
function isInEarlier(store: Store, { line, item }: PendingTrial, datasetIds: readonly number[]): boolean {
  return isMemberOf(store, item.itemId, datasetIds.slice(0, datasetIds.indexOf(line.datasetId)));
}
