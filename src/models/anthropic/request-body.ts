import type { ModelRequest } from '../../conversation/request.ts';
import { toolSchema } from '../../conversation/tool-schema.ts';
import type { AnthropicForm } from './form.ts';
import { wellFormed, wireTurns, type WireMessage } from './messages.ts';

const ephemeral = { type: 'ephemeral' } as const;

/**
 * The JSON of one request in a form. There is no seed in this protocol: the same request gives another draw every time.
 * `top_p` is left out at 1, which is the default, because newer models refuse it beside a temperature.
 */
export function anthropicBody(request: ModelRequest, form: AnthropicForm): string {
  const { sampling, tools, prefill } = request;
  const system = systemText(request);
  const { cache_control: cacheControl, ...extraBody } = form.extraBody ?? {};
  const { turns, sources } = wireTurns(request.messages);
  const messages = form.mark === null ? turns : withMark(turns, sources[form.mark]);
  const body: { [member: string]: unknown } = {
    model: form.model,
    ...(system === null ? {} : { system }),
    messages:
      prefill === undefined
        ? messages
        : [...messages, { role: 'assistant', content: [{ type: 'text', text: wellFormed(prefill) }] }],
    max_tokens: sampling.maxTokens,
    stream: form.stream,
  };
  if (sampling.temperature !== 1 || (form.sendsTemperature && sampling.topP === 1)) {
    body['temperature'] = sampling.temperature;
  }
  if (sampling.topP !== 1) body['top_p'] = sampling.topP;
  if (tools.length > 0) {
    body['tools'] = tools.map((tool) => ({
      name: tool.name,
      description: tool.description,
      input_schema: toolSchema(tool),
    }));
  }
  if (form.reasoningEffort !== null) body['output_config'] = { effort: form.reasoningEffort };
  Object.assign(body, extraBody);
  if (cacheControl !== undefined && cacheControl !== null) body['cache_control'] = cacheControl;
  return JSON.stringify(body);
}

/** Our instructions follow the system prompt, after a blank line. No model here has one of its own. */
function systemText({ system, instructions }: ModelRequest): string | null {
  const parts = [system, instructions].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? null : wellFormed(parts.join('\n\n'));
}

function withMark(turns: readonly WireMessage[], marked: number | undefined): readonly object[] {
  return turns.map((turn, index) => {
    if (index !== marked) return turn;
    const last = turn.content.length - 1;
    return {
      ...turn,
      content: turn.content.map((block, at) => (at === last ? { ...block, cache_control: ephemeral } : block)),
    };
  });
}
