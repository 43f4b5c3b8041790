import { areArguments } from './json-value.ts';
import { taggedCalls } from './tagged-body.ts';
import { namePattern } from './text-call.ts';

/** Kimi K2: `<|tool_call_begin|>functions.name:0<|tool_call_argument_begin|>{…}<|tool_call_end|>`. */
export const parseKimi = taggedCalls(
  String.raw`<\|tool_call_begin\|>`,
  String.raw`<\|tool_call_end\|>|<\|tool_calls_section_end\|>`,
  ({ text }) => {
    const [head = '', given, ...more] = text.split('<|tool_call_argument_begin|>');
    if (given === undefined || more.length > 0) return null;
    const name = head
      .trim()
      .replace(/^functions\./, '')
      .replace(/:\d+$/, '');
    return namePattern.test(name) && areArguments(given) ? [{ name, arguments: given.trim() }] : null;
  },
);
