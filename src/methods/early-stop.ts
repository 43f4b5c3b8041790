import type { ModelRequest, StopWhen } from '../conversation/request.ts';
import type { Offer, Situation } from './method.ts';

/**
 * When a reply in which this exit is offered is settled; `null` where only its end tells: nothing is offered, or a
 * journal is invited, which may follow the answer.
 */
export function settledBy({ exit }: Offer): StopWhen | null {
  switch (exit?.kind) {
    case undefined:
      return null;
    case 'tool':
      return { kind: 'tool-call', tool: exit.tool };
    case 'string':
      return { kind: 'word', word: exit.word };
    case 'prompt':
      return exit.journal === true ? null : { kind: 'answer', tag: exit.tag, labels: [exit.bail, exit.continue] };
    default:
      return exit satisfies never;
  }
}

/** The request in which the exit is offered, cut short once it is settled where the situation allows it. */
export function stoppedEarly(request: ModelRequest, offer: Offer, { stop }: Situation): ModelRequest {
  const settled = stop === 'early' ? settledBy(offer) : null;
  return settled === null ? request : { ...request, stop: settled };
}
