import { areArguments, jsonEnd } from './json-value.ts';
import { namePattern, noCalls, type CallParser } from './text-call.ts';

/** GLM-4 before its tags: the whole reply is a line with the name alone, then the arguments as a JSON object. */
export const parseNameLine: CallParser = (text) => {
  const start = text.length - text.trimStart().length;
  const lineEnd = text.indexOf('\n', start);
  if (lineEnd === -1) return noCalls;
  const name = text.slice(start, lineEnd).trim();
  const body = text.slice(lineEnd + 1).trim();
  // A first line of plain prose is no name, and a name with nothing but prose below it is no call.
  if (!namePattern.test(name) || !body.startsWith('{')) return noCalls;
  if (jsonEnd(body, 0) !== body.length || !areArguments(body)) return noCalls;
  return { calls: [{ name, arguments: body, start, end: text.trimEnd().length }], malformed: [] };
};
