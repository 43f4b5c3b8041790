import { areArguments } from './json-value.ts';
import { taggedCalls } from './tagged-body.ts';
import { namePattern } from './text-call.ts';

/**
 * gpt-oss, where the endpoint returns raw text:
 * `<|channel|>commentary to=functions.name <|constrain|>json<|message|>{…}<|call|>`. The call has to be
 * ended by `<|call|>` or by the end of the reply.
 */
export const parseHarmony = taggedCalls(
  String.raw`<\|channel\|>\s{0,4}commentary to=[^\s<]{1,160}\s{0,4}(?:(?:<\|constrain\|>)?\s{0,4}json)?\s{0,4}<\|message\|>`,
  String.raw`<\|call\|>|<\|end\|>|<\|return\|>`,
  ({ text }, opening) => {
    const target = /to=([^\s<]+)/.exec(opening[0])?.[1] ?? '';
    const name = target.replace(/^functions\./, '');
    return namePattern.test(name) && areArguments(text) ? [{ name, arguments: text.trim() }] : null;
  },
);
