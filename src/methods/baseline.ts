import type { Reply } from '../conversation/reply.ts';
import type { Method, Offer, Scored } from './method.ts';
import { commonFlags, outcomeOfNothing, readAsPaper, readStrictly, type Read } from './reading.ts';
import { askOnce } from './requests.ts';
import { replyOf, scored } from './scored.ts';

const offer: Offer = { method: 'baseline', order: null, instructions: null, tools: [], question: null, exit: null };

function score(read: Read, replies: readonly Reply[]): Scored {
  const reply = replyOf(replies, 0);
  const reading = read(reply);
  const called = reply.toolCalls.length > 0 ? (['other-tool'] as const) : [];
  return scored(outcomeOfNothing(reply, reading) ?? 'continue', [...commonFlags(reply, reading), ...called]);
}

/** No exit is offered: what the model does when it cannot leave. It never ends as `bail`. */
export const baseline: Method = {
  name: 'baseline',
  orders: [null],
  needsTools: false,
  hasWording: false,
  offer: () => offer,
  next: askOnce,
  scorers: {
    strict: (_, replies) => score(readStrictly, replies),
    paper: (_, replies) => score(readAsPaper, replies),
  },
  wholeOnly: [],
};
