import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findTextCalls } from '../../../src/conversation/tool-calls/find-calls.ts';

describe('calls written as text', () => {
  test.each([
    [
      'Hermes',
      'Let me look.\n<tool_call>\n{"name": "look", "arguments": {"at": "sea"}}\n</tool_call>',
      'look',
      '{"at":"sea"}',
    ],
    [
      'Hermes, arguments as JSON text',
      '<tool_call>{"name":"look","arguments":"{\\"at\\": 1}"}</tool_call>',
      'look',
      '{"at": 1}',
    ],
    [
      'OpenAI shape',
      '<tool_call>{"type":"function","function":{"name":"look","arguments":{}}}</tool_call>',
      'look',
      '{}',
    ],
    ['Llama 3', '{"name": "look", "parameters": {"at": "{sea}"}}', 'look', '{"at":"{sea}"}'],
    ['Llama 3 with mark, no arguments', '<|python_tag|>{"name": "look"}', 'look', ''],
    ['function tag', '<function=look>{"at": "sea"}</function>', 'look', '{"at": "sea"}'],
    ['Qwen coder', '<function=look>\n<parameter=at>\nsea\n</parameter>\n</function>', 'look', '{"at":"sea"}'],
    ['Mistral', '[TOOL_CALLS] [{"name": "look", "arguments": {"at": "sea"}, "id": "abc"}]', 'look', '{"at":"sea"}'],
    ['Mistral, with an id', '[TOOL_CALLS]look[CALL_ID]a1b2[ARGS]{"at": "sea"}', 'look', '{"at": "sea"}'],
    ['GLM', '<tool_call>look\n<arg_key>at</arg_key>\n<arg_value>sea</arg_value>\n</tool_call>', 'look', '{"at":"sea"}'],
    ['pythonic', '[look(at="sea", deep=[1, (2)])]', 'look', 'at="sea", deep=[1, (2)]'],
    [
      'gpt-oss',
      '<|channel|>commentary to=functions.look <|constrain|>json<|message|>{"at": "sea"}<|call|>',
      'look',
      '{"at": "sea"}',
    ],
    ['Gemma', '```tool_code\nlook(at="sea")\n```', 'look', 'at="sea"'],
  ])('%s', (_, text, name, given) => {
    const { calls, malformed } = findTextCalls(text);
    expect(calls.map((call) => [call.name, call.arguments])).toEqual([[name, given]]);
    expect(malformed).toEqual([]);
    expect(text.slice(calls[0]?.start, calls[0]?.end)).toContain('look');
  });

  test('JSON nested without end is no call, and no error', () => {
    const deep = `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`;
    for (const text of [
      `<tool_call>{"name":"look","arguments":${deep}}</tool_call>`,
      `{"name":"look","arguments":${deep}}`,
      `[TOOL_CALLS][{"name":"look","arguments":${deep}}]`,
    ])
      expect(findTextCalls(text).calls).toEqual([]);
  });

  test('several calls keep their order and places', () => {
    const text = '<tool_call>{"name":"a"}</tool_call> then <tool_call>[{"name":"b"},{"name":"c"}]</tool_call>';
    const { calls } = findTextCalls(text);
    expect(calls.map((call) => call.name)).toEqual(['a', 'b', 'c']);
    expect(text.slice(calls[0]?.start, calls[0]?.end)).toBe('<tool_call>{"name":"a"}</tool_call>');
    expect(findTextCalls('{"name":"a","parameters":{}}; {"name":"b","parameters":{}}').calls).toHaveLength(2);
    expect(findTextCalls('[a(), b(x=1)]').calls).toHaveLength(2);
  });

  test.each([
    ['no JSON', '<tool_call>let me look</tool_call>'],
    ['cut off', '<tool_call>{"name": "look", "argum'],
    ['words after the JSON', '<tool_call>{"name": "look"} and so on</tool_call>'],
    ['arguments that are a list', '<tool_call>{"name": "look", "arguments": [1]}</tool_call>'],
    ['no name', '<tool_call>{"arguments": {}}</tool_call>'],
    ['a name with blanks', '<tool_call>{"name": "look here"}</tool_call>'],
    ['GLM, never closed', '<tool_call>look\n'],
    ['a function tag, never closed', '<function=look>'],
    ['Mistral, cut off', '[TOOL_CALLS][{"name": "look", "arguments": {'],
    ['pythonic, positional', '[look("sea")]'],
    ['gpt-oss, cut off', '<|channel|>commentary to=functions.look<|message|>{"at'],
  ])('%s is malformed, not guessed', (_, text) => {
    const { calls, malformed } = findTextCalls(text);
    expect(calls).toEqual([]);
    expect(malformed).toHaveLength(1);
  });

  test.each([
    ['prose', 'I may call look(at="sea") later.'],
    ['inline code', 'Write `<tool_call>{"name": "look"}</tool_call>`.'],
    ['a fenced example', 'Like so:\n```\n<tool_call>{"name": "look"}</tool_call>\n```\nDone.'],
    ['JSON data', '{"title": "Sea", "pages": 3}'],
    ['a list', '[1, 2, 3]'],
    ['a footnote', '[see(fig. 1)] shows the sea.'],
    ['nothing', ''],
  ])('%s is neither a call nor a broken one', (_, text) => {
    expect(findTextCalls(text)).toEqual({ calls: [], malformed: [] });
  });

  test('any text can be searched', () => {
    const part = fc.constantFrom(
      '<tool_call>',
      '</tool_call>',
      '{',
      '}',
      '[',
      ']',
      '"name"',
      ':',
      '"a"',
      '(',
      ')',
      '\\',
      '[TOOL_CALLS]',
      '<function=a>',
      '```\n',
      '\n',
      'a',
      "'",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        for (const { start, end } of [...findTextCalls(text).calls, ...findTextCalls(text).malformed]) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 20, numRuns: 500 },
    );
  });
});
