import type { ToolSpec } from '../../conversation/messages.ts';
import { toolSchema } from '../../conversation/tool-schema.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { OpenAiForm } from './form.ts';
import { wireMessages } from './wire-messages.ts';

/**
 * The JSON of one request in a form. A request is only read, never changed, and everything in it is sent.
 *
 * @param seed a whole number in [0, 2^31)
 */
export function openAiBody(request: ModelRequest, form: OpenAiForm, seed: number): string {
  const { sampling, prefill } = request;
  const { dialect, stream, draws, alternatives, reasoningEffort, extraBody } = form;
  const messages = wireMessages(request, form.systemRole, form.templateSystem);
  // Everything is said outright: servers fill gaps with defaults of their own, some with the model's.
  const body: { [member: string]: unknown } = { model: form.model, messages, temperature: sampling.temperature };
  if (sampling.topP !== 1 || dialect.sendsTopPOfOne) body['top_p'] = sampling.topP;
  body[dialect.maxTokensField] = sampling.maxTokens;
  body['stream'] = stream;
  if (dialect.seedField !== null && draws === 1) body[dialect.seedField] = seed;
  if (stream) addUsageWishes(body, dialect);
  if (draws > 1) body['n'] = draws;
  if (prefill !== undefined) {
    messages.push({
      role: 'assistant',
      content: prefill,
      ...(form.prefill === 'prefix-flag' ? { prefix: true } : {}),
    });
    if (form.prefill === 'continue-final-message') {
      body['continue_final_message'] = true;
      body['add_generation_prompt'] = false;
    }
  }
  if (alternatives !== null) {
    if (form.logprobs === 'count') body['logprobs'] = alternatives;
    else Object.assign(body, { logprobs: true, top_logprobs: alternatives });
  }
  if (request.tools.length > 0) body['tools'] = request.tools.map(wireTool);
  if (reasoningEffort !== null) body['reasoning_effort'] = reasoningEffort;
  if (extraBody !== null) Object.assign(body, extraBody);
  return JSON.stringify(body);
}

function addUsageWishes(
  body: { [member: string]: unknown },
  { asksUsage, runningUsage }: Pick<OpenAiForm['dialect'], 'asksUsage' | 'runningUsage'>,
): void {
  if (asksUsage) {
    const running = runningUsage === 'continuous_usage_stats' ? { continuous_usage_stats: true } : {};
    body['stream_options'] = { include_usage: true, ...running };
  }
  if (runningUsage === 'timings_per_token') body['timings_per_token'] = true;
}

function wireTool(tool: ToolSpec): unknown {
  return {
    type: 'function',
    function: { name: tool.name, description: tool.description, parameters: toolSchema(tool) },
  };
}
