import { requestHash } from '../../conversation/request-hash.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { AuthorKind, TrialContext } from '../model.ts';
import type { ReplayLine } from './line-schema.ts';

/** What wordings are called that a study does not choose. */
const defaultWording = 'default';

/** What a line is found by; equal keys, one reply. */
export function keyOfLine(line: ReplayLine): string {
  const { requestHash: hash, epoch } = line;
  if (hash !== undefined) return requestKey(hash, epoch);
  if (line.step === 'lead-in') return leadInKey(line.leadIn ?? null);
  return itemKey({
    item: line.itemHash ?? line.item ?? '',
    method: line.method ?? 'baseline',
    order: line.order ?? null,
    wording: line.wording ?? (line.method === 'baseline' ? null : defaultWording),
    leadIn: line.leadIn ?? null,
    epoch,
    step: line.step ?? 'reply',
    isReadout: line.reply?.readout !== undefined,
    turn: line.turn ?? null,
    historyAuthor: line.historyAuthor ?? 'dataset',
    replyAuthor: line.replyAuthor ?? 'self',
  });
}

/** The keys under which the reply to a request may stand, the surest first. */
export function keysOfRequest(request: ModelRequest, context: TrialContext): readonly string[] {
  const byRequest = requestKey(requestHash(request), context.epoch);
  if (context.step === 'lead-in') return [byRequest, leadInKey(context.leadIn)];
  const { item, itemName, turn, earlierIn, historyAuthor = 'dataset', replyAuthor = 'self' } = context;
  const isReadout = request.readout !== undefined;
  const named: ItemKey = { ...context, isReadout, historyAuthor, replyAuthor, turn: null };
  // Before a first user turn there is no history, whoever is to write it.
  const histories = turn > 1 ? [historyAuthor] : new Set<AuthorKind>([historyAuthor, 'dataset', 'self']);
  const own = [...histories].map((history) => ({ ...named, historyAuthor: history }));
  // An earlier turn is the reply to an item of its own too; its name is that of the item it goes before.
  const keys =
    earlierIn === undefined
      ? [item, itemName].flatMap((one) => own.map((key) => ({ ...key, item: one })))
      : [...own, { ...named, item: earlierIn, turn }, { ...named, item: itemName, turn }];
  return [byRequest, ...keys.map(itemKey)];
}

interface ItemKey extends Pick<TrialContext, 'item' | 'method' | 'order' | 'wording' | 'leadIn' | 'epoch' | 'step'> {
  readonly isReadout: boolean;
  readonly historyAuthor: AuthorKind;
  readonly replyAuthor: AuthorKind;
  /** Of an earlier turn of a history of its own; else `null`. */
  readonly turn: number | null;
}

/** The reply a bail prompt asks about is the baseline's own, whichever question follows. */
function itemKey(key: ItemKey): string {
  const { item, method, order, wording, leadIn, epoch, step, isReadout, turn } = key;
  const isShared = step === 'reply' && (method === 'baseline' || method === 'bail-prompt');
  const offer = isShared ? ['baseline', null, null] : [method, order, wording];
  const history = turn === null ? key.historyAuthor : 'self';
  const asked = step === 'answer' ? key.replyAuthor : 'self';
  return JSON.stringify(['item', item, ...offer, leadIn, epoch, step, isReadout, turn, history, asked]);
}

function requestKey(hash: string, epoch: number): string {
  return JSON.stringify(['request', hash, epoch]);
}

/** A lead-in's own reply is drawn once, for all items and epochs. */
function leadInKey(leadIn: string | null): string {
  return JSON.stringify(['lead-in', leadIn]);
}
