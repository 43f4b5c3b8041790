import type { Block, Body } from './anthropic-rules.ts';

/** The events of a streamed message, pings among them. */
export function eventsOf(message: Body): readonly Body[] {
  const {
    content,
    usage,
    stop_reason: reason,
  } = message as { content: readonly Block[]; usage: Body; stop_reason: unknown };
  const blocks = content.flatMap((block, index): Body[] => {
    const delta = (change: Body): Body => ({ type: 'content_block_delta', index, delta: change });
    const start = (empty: Body): Body => ({ type: 'content_block_start', index, content_block: empty });
    const pieces = (text: unknown): readonly string[] => String(text).match(/[^]{1,7}/g) ?? [];
    const end = { type: 'content_block_stop', index };
    switch (block['type']) {
      case 'text':
        return [
          start({ type: 'text', text: '' }),
          ...pieces(block['text']).map((text) => delta({ type: 'text_delta', text })),
          end,
        ];
      case 'thinking':
        return [
          start({ type: 'thinking', thinking: '', signature: '' }),
          ...pieces(block['thinking']).map((thinking) => delta({ type: 'thinking_delta', thinking })),
          delta({ type: 'signature_delta', signature: 'abc' }),
          end,
        ];
      case 'tool_use':
        return [
          start({ ...block, input: {} }),
          ...pieces(JSON.stringify(block['input'])).map((json) =>
            delta({ type: 'input_json_delta', partial_json: json }),
          ),
          end,
        ];
      default:
        return [start(block), end];
    }
  });
  return [
    {
      type: 'message_start',
      message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
    },
    { type: 'ping' },
    ...blocks,
    {
      type: 'message_delta',
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: usage['output_tokens'] },
    },
    { type: 'message_stop' },
  ];
}
