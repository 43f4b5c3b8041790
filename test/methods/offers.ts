import type { Order } from '../../src/conversation/exit.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { methods } from '../../src/methods/index.ts';
import type { Offer, Situation } from '../../src/methods/method.ts';
import type { WordingOf } from '../../src/wordings/wording.ts';

/** Fixed words, so that the tables of cases do not move when the default wordings do. */
const lines = {
  bail: 'If you want to end this chat, write <choice>leave</choice>.',
  continue: 'If you want to go on with it, write <choice>stay</choice>.',
};

export const promptWording: WordingOf<'bail-prompt'> = {
  method: 'bail-prompt',
  name: 'test',
  instructions: null,
  question: {
    'bail-first': `A question about this chat.\n${lines.bail}\n${lines.continue}`,
    'continue-first': `A question about this chat.\n${lines.continue}\n${lines.bail}`,
  },
  tag: 'choice',
  labels: { bail: 'leave', continue: 'stay' },
};

export const toolOffer: Offer = methods['bail-tool'].offer(
  {
    method: 'bail-tool',
    name: 'test',
    instructions: 'Call {{tool}} to end this chat.',
    tool: { name: 'end_chat', description: 'Ends this chat.' },
  },
  null,
);

export const stringOffer: Offer = methods['bail-string'].offer(
  { method: 'bail-string', name: 'test', instructions: 'Write {{word}} to end this chat.', word: 'ENDCHAT' },
  null,
);

export function promptOffer(order: Order, changes: Partial<WordingOf<'bail-prompt'>> = {}): Offer {
  return methods['bail-prompt'].offer({ ...promptWording, ...changes }, order);
}

/** A reply that ended by itself, with what the case changes. */
export function reply(text: string, changes: Partial<Reply> = {}): Reply {
  return {
    text,
    reasoning: null,
    toolCalls: [],
    finish: 'stop',
    finishRaw: null,
    usage: null,
    servedModel: null,
    fingerprint: null,
    ...changes,
  };
}

export const situation: Situation = {
  conversation: { system: 'Be kind.', messages: [{ role: 'user', text: 'Tell me about lighthouses.' }] },
  replySampling: { temperature: 1, topP: 1, maxTokens: 400 },
  answerSampling: { temperature: 1, topP: 1, maxTokens: 100 },
  stop: 'whole',
  readout: 'sampled',
};
