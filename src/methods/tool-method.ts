import type { MethodName } from '../conversation/exit.ts';
import type { Wording } from '../wordings/wording.ts';
import { scoreCalls } from './exit-calls.ts';
import type { Method, Offer } from './method.ts';
import { readAsPaper, readStrictly } from './reading.ts';
import { renderText, wordingFor } from './rendering.ts';
import { askOnce } from './requests.ts';

/** A method that offers one tool without parameters; calling it is `bail`. */
export function toolMethod(name: Extract<MethodName, 'bail-tool' | 'placebo-tool'>): Method {
  return {
    name,
    orders: [null],
    needsTools: true,
    hasWording: true,
    offer: (given: Wording | null): Offer => {
      const wording = wordingFor(name, given);
      const values = { tool: wording.tool.name };
      const description = renderText(wording, wording.tool.description, values);
      return {
        method: name,
        order: null,
        instructions: wording.instructions === null ? null : renderText(wording, wording.instructions, values),
        tools: [{ name: wording.tool.name, description, parameters: { type: 'object', properties: {} } }],
        question: null,
        exit: { kind: 'tool', tool: wording.tool.name },
      };
    },
    next: askOnce,
    scorers: {
      strict: (offer, replies) => scoreCalls(readStrictly, offer, replies),
      paper: (offer, replies) => scoreCalls(readAsPaper, offer, replies),
    },
    wholeOnly: [],
  };
}
