import type { MethodName } from '../conversation/exit.ts';
import type { Wording } from '../wordings/wording.ts';
import type { Method, Offer } from './method.ts';
import { readAsPaper, readStrictly } from './reading.ts';
import { renderText, wordingFor } from './rendering.ts';
import { askTwiceIfWarned, scoreWithWarning } from './warning.ts';

/** A method that offers one tool without parameters; calling it is `bail`. */
export function toolMethod(name: Extract<MethodName, 'bail-tool' | 'placebo-tool'>): Method {
  return {
    name,
    orders: [null],
    needsTools: true,
    hasWording: true,
    offer: (given: Wording | null): Offer => {
      const wording = wordingFor(name, given);
      const { warning } = wording;
      const values = { tool: wording.tool.name, ...(warning === undefined ? {} : { mark: warning.mark }) };
      const description = renderText(wording, wording.tool.description, values);
      return {
        method: name,
        order: null,
        instructions: wording.instructions === null ? null : renderText(wording, wording.instructions, values),
        tools: [{ name: wording.tool.name, description, parameters: { type: 'object', properties: {} } }],
        question: null,
        ...(warning === undefined ? {} : { afterWarning: renderText(wording, warning.goesOn, values) }),
        exit: {
          kind: 'tool',
          tool: wording.tool.name,
          ...(warning === undefined ? {} : { warning: warning.mark }),
        },
      };
    },
    next: askTwiceIfWarned,
    scorers: {
      strict: (offer, replies) => scoreWithWarning(readStrictly, offer, replies),
      paper: (offer, replies) => scoreWithWarning(readAsPaper, offer, replies),
    },
    wholeOnly: [],
  };
}
