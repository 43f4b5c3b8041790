import { jsonEnd, readJsonCalls, type JsonCall } from './json-value.ts';
import { noCalls, type CallParser, type TextCall } from './text-call.ts';

const opening = /^\s*(?:<\|python_tag\|>)?\s*/;
const separator = /(?:\s|;|<\|e(?:om|ot)_id\|>)*/y;

/**
 * Llama 3: the whole reply is one call or several (`{"name": …, "parameters": {…}}`, apart by blanks or
 * semicolons), with or without `<|python_tag|>` before it. Without the mark each has to name its arguments,
 * because `{"name": "Ann"}` may be the data a user asked for.
 */
export const parseWholeJson: CallParser = (text) => {
  const lead = opening.exec(text)?.[0] ?? '';
  const isMarked = lead.includes('<|python_tag|>');
  let position = lead.length;
  const firstCharacter = text[position];
  // Behind the mark stands a call or Python code, and code calls no tool of ours in a way that can be read.
  if (firstCharacter !== '{' && firstCharacter !== '[') return isMarked ? unreadable(text, true) : noCalls;
  const calls: TextCall[] = [];
  while (position < text.length) {
    const end = jsonEnd(text, position);
    const found = end === -1 ? null : readJsonCalls(text.slice(position, end));
    if (found === null || !found.every((call) => isMarked || call.hasArguments)) return unreadable(text, isMarked);
    calls.push(...found.map((call) => place(call, position, end)));
    separator.lastIndex = end;
    separator.exec(text);
    position = separator.lastIndex;
    if (position < text.length && text[position] !== '{' && text[position] !== '[') return unreadable(text, isMarked);
  }
  return { calls, malformed: [] };
};

function place(call: JsonCall, start: number, end: number): TextCall {
  return { name: call.name, arguments: call.arguments, start, end };
}

/** A reply that is no call counts as a broken one only if it has the mark or the keys of a call. */
function unreadable(text: string, isMarked: boolean): ReturnType<CallParser> {
  const looksLikeCall = /["']name["']/.test(text) && /["'](?:parameters|arguments)["']/.test(text);
  return isMarked || looksLikeCall ? { calls: [], malformed: [{ start: 0, end: text.length }] } : noCalls;
}
