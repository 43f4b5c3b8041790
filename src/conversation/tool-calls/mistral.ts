import { areArguments, jsonEnd, readJsonCalls } from './json-value.ts';
import { taggedCalls } from './tagged-body.ts';
import { namePattern } from './text-call.ts';

const named = /^\s{0,8}([a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})(?:\[CALL_ID\][^[\]]{0,64})?(?:\[ARGS\])?\s{0,8}(?=\{)/;

/**
 * Mistral: `[TOOL_CALLS][{"name": …, "arguments": {…}}]`, and the later `[TOOL_CALLS]name[ARGS]{…}` (also
 * without `[ARGS]`). What follows the JSON is not looked at: there is no closing mark.
 */
export const parseMistral = taggedCalls(String.raw`\[TOOL_CALLS\]`, '</s>', ({ text }) => {
  const match = named.exec(text);
  if (match !== null) {
    const given = text.slice(match[0].length, jsonEnd(text, match[0].length));
    const name = match[1] as string;
    const isWhole = jsonEnd(text, match[0].length) !== -1;
    return isWhole && namePattern.test(name) && areArguments(given) ? [{ name, arguments: given }] : null;
  }
  const start = text.length - text.trimStart().length;
  const end = jsonEnd(text, start);
  return end === -1 ? null : readJsonCalls(text.slice(start, end));
});
