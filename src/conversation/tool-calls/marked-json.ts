import { jsonEnd, readJsonCalls } from './json-value.ts';
import { taggedCalls } from './tagged-body.ts';

const openings = [
  String.raw`<\|tool_call\|>`, // Granite 3, Phi-4
  '<TOOLCALL>', // Nemotron
  '<tool_calls>', // Jamba, Hunyuan
  String.raw`<\|START_ACTION\|>`, // Command R
  String.raw`<\|action_start\|>\s{0,4}<\|plugin\|>`, // InternLM
];
const closings = [
  String.raw`<\|\/tool_call\|>`,
  '</TOOLCALL>',
  '</tool_calls>',
  String.raw`<\|END_ACTION\|>`,
  String.raw`<\|action_end\|>`,
];

/**
 * Models that write a JSON call, or a list of them, between two marks of their own: Granite and Phi-4, Nemotron,
 * Jamba and Hunyuan, Command R, InternLM. A closing mark that is missing is forgiven when the JSON is whole and
 * nothing but blanks follows it.
 */
export const parseMarkedJson = taggedCalls(openings.join('|'), closings.join('|'), ({ text }) => {
  const start = text.length - text.trimStart().length;
  const end = jsonEnd(text, start);
  return end === -1 || text.slice(end).trim() !== '' ? null : readJsonCalls(text.slice(start, end));
});
