import { jsonEnd, readJsonCalls } from './json-value.ts';
import { taggedCalls, type BodyReader } from './tagged-body.ts';
import { namePattern } from './text-call.ts';

/** Marks some models put at the end of a turn; an endpoint that returns raw text may leave them in. */
const turnEnd = /^(?:\s|<\/s>|<\|im_end\|>|<\|eot_id\|>|<\|eom_id\|>|<\|end\|>)*$/;

/**
 * Hermes and Qwen: `<tool_call>{"name": …, "arguments": {…}}</tool_call>`. A closing tag that is missing at
 * the end of the reply is forgiven when the JSON is whole, as some servers cut at it.
 */
const readHermes: BodyReader = ({ text, closed }) => {
  const start = text.length - text.trimStart().length;
  const end = jsonEnd(text, start);
  if (end === -1) return null;
  const rest = text.slice(end);
  if (closed ? rest.trim() !== '' : !turnEnd.test(rest)) return null;
  return readJsonCalls(text.slice(start, end));
};

const argument = /\s*<arg_key>([^<]*)<\/arg_key>\s*<arg_value>([^<]*(?:<(?!\/arg_value>)[^<]*)*)<\/arg_value>/y;

/** GLM: `<tool_call>name`, then pairs of `<arg_key>` and `<arg_value>`, then the closing tag. */
const readGlm: BodyReader = ({ text, closed }) => {
  if (!closed) return null;
  const firstTag = text.indexOf('<');
  const name = (firstTag === -1 ? text : text.slice(0, firstTag)).trim();
  if (!namePattern.test(name)) return null;
  const given: { [key: string]: string } = {};
  let position = firstTag === -1 ? text.length : firstTag;
  argument.lastIndex = position;
  for (let match = argument.exec(text); match !== null; match = argument.exec(text)) {
    given[(match[1] as string).trim()] = match[2] as string;
    position = argument.lastIndex;
  }
  if (text.slice(position).trim() !== '') return null;
  return [{ name, arguments: Object.keys(given).length === 0 ? '' : JSON.stringify(given) }];
};

/** Calls in `<tool_call>` tags. A body that opens with `<function=` is left to the parser of that form. */
export const parseToolCallTags = taggedCalls('<tool_call>', '</tool_call>', (body, opening) => {
  const first = body.text.trimStart();
  if (first.startsWith('<function=')) return [];
  return first.startsWith('{') || first.startsWith('[') ? readHermes(body, opening) : readGlm(body, opening);
});
