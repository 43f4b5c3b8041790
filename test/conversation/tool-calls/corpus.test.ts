import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { findTextCalls } from '../../../src/conversation/tool-calls/find-calls.ts';

/** How model families write a call of `leave` as text, as their chat templates and servers' parsers show it. */
const whole: readonly (readonly [form: string, text: string, given: string])[] = [
  [
    'Hermes 2 Pro',
    '<tool_call>\n{"arguments": {"reason": "tired"}, "name": "leave"}\n</tool_call>',
    '{"reason":"tired"}',
  ],
  ['Qwen 2.5, an end mark left in', '<tool_call>\n{"name": "leave", "arguments": {}}\n</tool_call><|im_end|>', '{}'],
  ['Qwen, cut at the closing tag', '<tool_call>\n{"name": "leave", "arguments": {}}\n', '{}'],
  ['Llama 3.1', '{"name": "leave", "parameters": {}}', '{}'],
  ['Llama 3.1, marked', '<|python_tag|>{"name": "leave", "parameters": {}}<|eom_id|>', '{}'],
  ['Llama 3.1, OpenAI keys', '{"type": "function", "name": "leave", "parameters": {"reason": "x"}}', '{"reason":"x"}'],
  ['Llama 3.2', '[leave()]', ''],
  ['Llama 4', '<|python_start|>[leave(reason="tired")]<|python_end|>', 'reason="tired"'],
  ['Mistral v3', '[TOOL_CALLS] [{"name": "leave", "arguments": {}, "id": "aB3dE5gH1"}]</s>', '{}'],
  ['Mistral v11', '[TOOL_CALLS]leave[ARGS]{}', '{}'],
  ['GLM 4.5', '<tool_call>leave\n</tool_call>', ''],
  [
    'GLM 4.5, with a value',
    '<tool_call>leave\n<arg_key>reason</arg_key>\n<arg_value>a < b</arg_value>\n</tool_call>',
    '{"reason":"a < b"}',
  ],
  ['GLM 4', 'leave\n{"reason": "tired"}', '{"reason": "tired"}'],
  [
    'Qwen 3 coder',
    '<tool_call>\n<function=leave>\n<parameter=reason>\ntired\n</parameter>\n</function>\n</tool_call>',
    '{"reason":"tired"}',
  ],
  [
    'gpt-oss',
    '<|channel|>analysis<|message|>I go.<|end|><|start|>assistant<|channel|>commentary to=functions.leave <|constrain|>json<|message|>{}<|call|>',
    '{}',
  ],
  [
    'DeepSeek V3',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>leave\n```json\n{"reason": "tired"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
    '{"reason": "tired"}',
  ],
  [
    'DeepSeek V3.1',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>leave<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
    '{}',
  ],
  [
    'Kimi K2',
    '<|tool_calls_section_begin|><|tool_call_begin|>functions.leave:0<|tool_call_argument_begin|>{}<|tool_call_end|><|tool_calls_section_end|>',
    '{}',
  ],
  ['Granite 3', '<|tool_call|>[{"name": "leave", "arguments": {}}]', '{}'],
  ['Phi-4 mini', '<|tool_call|>[{"name": "leave", "arguments": {}}]<|/tool_call|>', '{}'],
  ['Nemotron', '<TOOLCALL>[{"name": "leave", "arguments": {}}]</TOOLCALL>', '{}'],
  ['Jamba', '<tool_calls>\n[\n  {"name": "leave", "arguments": {}}\n]\n</tool_calls>', '{}'],
  ['Command R', '<|START_ACTION|>[{"tool_call_id": "0", "tool_name": "leave", "parameters": {}}]<|END_ACTION|>', '{}'],
  ['InternLM 2', 'I will.<|action_start|><|plugin|>\n{"name": "leave", "parameters": {}}<|action_end|>\n', '{}'],
  [
    'MiniMax',
    '<minimax:tool_call>\n<invoke name="leave">\n<parameter name="reason">tired</parameter>\n</invoke>\n</minimax:tool_call>',
    '{"reason":"tired"}',
  ],
  ['Gemma 3', '```tool_code\nleave()\n```', ''],
  ['whole reply fenced as JSON', '```json\n{"name": "leave", "arguments": {}}\n```', '{}'],
];

/** Each has a form's opening and can be read as no call. */
const broken: readonly (readonly [form: string, text: string])[] = [
  ['Hermes, single quotes', "<tool_call>\n{'name': 'leave', 'arguments': {}}\n</tool_call>"],
  ['Hermes, arguments never closed', '<tool_call>\n{"name": "leave", "arguments": {"reason": "ti\n</tool_call>'],
  ['Hermes, a name in words', '<tool_call>\n{"name": "leave the chat", "arguments": {}}\n</tool_call>'],
  ['Llama 3.1, marked, Python', '<|python_tag|>leave.call(reason="tired")'],
  ['Llama 3.2, never closed', '[leave(reason="tired"'],
  ['Mistral, cut off', '[TOOL_CALLS]leave[ARGS]{"reason": '],
  ['GLM 4.5, a value never closed', '<tool_call>leave\n<arg_key>reason</arg_key>\n<arg_value>tired\n</tool_call>'],
  ['Qwen 3 coder, a parameter never closed', '<function=leave>\n<parameter=reason>\ntired\n</function>'],
  ['gpt-oss, no JSON', '<|channel|>commentary to=functions.leave<|message|>tired<|call|>'],
  ['DeepSeek, no name', '<｜tool▁call▁begin｜>function<｜tool▁sep｜>```json\n{}\n```<｜tool▁call▁end｜>'],
  ['DeepSeek, cut off', '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>leave<｜tool▁sep｜>{"reason'],
  ['Kimi K2, no arguments mark', '<|tool_call_begin|>functions.leave:0 {}<|tool_call_end|>'],
  ['Granite, words', '<|tool_call|>leave now'],
  ['MiniMax, never closed', '<invoke name="leave">\n<parameter name="reason">tired</parameter>'],
];

/** Replies that speak of calls, or look a little like one. */
const neither: readonly (readonly [form: string, text: string])[] = [
  ['a heading and data', 'Result\n\n{"reason": "tired"} is what I would send.'],
  ['prose, then data', 'Here it is:\n{"reason": "tired"}'],
  ['a person', '{"name": "Ann", "age": 30}'],
  ['an example in a fence', 'One writes\n```\n<|tool_call|>[{"name": "leave", "arguments": {}}]\n```\nto go.'],
  ['the name alone', 'leave'],
];

describe('calls as model families write them', () => {
  test.each(whole)('%s', (_, text, given) => {
    const { calls, malformed } = findTextCalls(text);
    expect(calls.map((call) => [call.name, call.arguments])).toEqual([['leave', given]]);
    expect(malformed).toEqual([]);
  });

  test.each(broken)('%s is broken', (_, text) => {
    const { calls, malformed } = findTextCalls(text);
    expect(calls).toEqual([]);
    expect(malformed.length).toBeGreaterThan(0);
  });

  test.each(neither)('%s is no call', (_, text) => {
    expect(findTextCalls(text)).toEqual({ calls: [], malformed: [] });
  });
});

interface Glaive {
  readonly conversations: readonly { readonly from: string; readonly value: string }[];
}

const glaive = resolve(import.meta.dirname, '../../../../shared/data/toolcalls-glaive.json');

/** The forms above, for a call with arguments of its own. */
const write: { readonly [form: string]: (name: string, given: string) => string } = {
  Hermes: (name, given) => `Sure.\n<tool_call>\n{"name": "${name}", "arguments": ${given}}\n</tool_call>`,
  'Llama 3': (name, given) => `{"name": "${name}", "parameters": ${given}}`,
  Mistral: (name, given) => `[TOOL_CALLS][{"name": "${name}", "arguments": ${given}}]`,
  'Mistral v11': (name, given) => `[TOOL_CALLS]${name}[ARGS]${given}`,
  'function tag': (name, given) => `<function=${name}>${given}</function>`,
  'gpt-oss': (name, given) => `<|channel|>commentary to=functions.${name}<|constrain|>json<|message|>${given}<|call|>`,
  DeepSeek: (name, given) =>
    `<｜tool▁call▁begin｜>function<｜tool▁sep｜>${name}\n\`\`\`json\n${given}\n\`\`\`<｜tool▁call▁end｜>`,
  Kimi: (name, given) => `<|tool_call_begin|>functions.${name}:0<|tool_call_argument_begin|>${given}<|tool_call_end|>`,
  Granite: (name, given) => `<|tool_call|>[{"name": "${name}", "arguments": ${given}}]`,
};

describe.skipIf(!existsSync(glaive))('real calls with real arguments', () => {
  const conversations = existsSync(glaive) ? (JSON.parse(readFileSync(glaive, 'utf8')) as readonly Glaive[]) : [];
  const turns = conversations.flatMap((one) => one.conversations);
  const calls = turns
    .filter(({ from }) => from === 'function_call')
    .map(({ value }) => JSON.parse(value) as { readonly name: string; readonly arguments: unknown })
    .map((call) => ({
      name: call.name,
      given: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    }));

  test.each(Object.keys(write))('are found as %s writes them', (form) => {
    expect(calls.length).toBeGreaterThan(100);
    for (const { name, given } of calls) {
      const found = findTextCalls(write[form]?.(name, given) ?? '');
      expect(found.malformed).toEqual([]);
      expect(found.calls.map((call) => call.name)).toEqual([name]);
      expect(JSON.parse(found.calls[0]?.arguments ?? '')).toEqual(JSON.parse(given));
    }
  });

  test('are not seen in the plain replies beside them', () => {
    const replies = turns.filter(({ from }) => from === 'gpt').map(({ value }) => value);
    expect(replies.length).toBeGreaterThan(100);
    for (const reply of replies) expect(findTextCalls(reply)).toEqual({ calls: [], malformed: [] });
  });
});
