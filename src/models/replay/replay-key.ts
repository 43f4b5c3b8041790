import { requestHash } from '../../conversation/request-hash.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { TrialContext } from '../model.ts';
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
  });
}

/** The keys under which the reply to a request may stand, the surest first. */
export function keysOfRequest(request: ModelRequest, context: TrialContext): readonly string[] {
  const byRequest = requestKey(requestHash(request), context.epoch);
  if (context.step === 'lead-in') return [byRequest, leadInKey(context.leadIn)];
  const { method, order, wording, leadIn, epoch, step } = context;
  const isReadout = request.readout !== undefined;
  const names = [context.item, context.itemName];
  return [byRequest, ...names.map((item) => itemKey({ item, method, order, wording, leadIn, epoch, step, isReadout }))];
}

interface ItemKey extends Pick<TrialContext, 'item' | 'method' | 'order' | 'wording' | 'leadIn' | 'epoch' | 'step'> {
  readonly isReadout: boolean;
}

/** The reply a bail prompt asks about is the baseline's own, whichever question follows. */
function itemKey({ item, method, order, wording, leadIn, epoch, step, isReadout }: ItemKey): string {
  const isShared = step === 'reply' && (method === 'baseline' || method === 'bail-prompt');
  const offer = isShared ? ['baseline', null, null] : [method, order, wording];
  return JSON.stringify(['item', item, ...offer, leadIn, epoch, step, isReadout]);
}

function requestKey(hash: string, epoch: number): string {
  return JSON.stringify(['request', hash, epoch]);
}

/** A lead-in's own reply is drawn once, for all items and epochs. */
function leadInKey(leadIn: string | null): string {
  return JSON.stringify(['lead-in', leadIn]);
}
