import type { ToolSpec } from '../../conversation/messages.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { OpenAiModelConfig } from './config.ts';
import type { Dialect } from './dialect.ts';
import type { ServerTraits } from './servers.ts';
import { wireMessages, type SystemRole } from './wire-messages.ts';

/** What of a call is not the model's to know. */
export interface CallForm {
  readonly dialect: Dialect;
  /** A whole number in [0, 2^31); `null` for several draws, which one seed cannot tell apart. */
  readonly seed: number | null;
  readonly stream: boolean;
  /** Replies wanted, from 1. */
  readonly draws: number;
  /** Alternatives wanted for every token; `null` for none. */
  readonly alternatives: number | null;
}

/** Writes the JSON of one request. */
export type BodyWriter = (request: ModelRequest, form: CallForm) => string;

/**
 * A writer for one model. What does not change between requests is looked up once; a request is only read, never
 * changed, and everything in it is sent.
 */
export function bodyWriter(config: OpenAiModelConfig, server: ServerTraits): BodyWriter {
  const { model, extraBody, reasoningEffort, templateSystem = null } = config;
  const role = config.systemRole ?? roleFor(model, server);
  return (request, { dialect, seed, stream, draws, alternatives }) => {
    const { sampling, prefill } = request;
    const messages = wireMessages(request, role, templateSystem);
    // Everything is said outright: servers fill gaps with defaults of their own, some with the model's.
    const body: { [member: string]: unknown } = { model, messages, temperature: sampling.temperature };
    if (sampling.topP !== 1 || dialect.sendsTopPOfOne) body['top_p'] = sampling.topP;
    body[dialect.maxTokensField] = sampling.maxTokens;
    body['stream'] = stream;
    if (dialect.seedField !== null && seed !== null) body[dialect.seedField] = seed;
    if (stream) addUsageWishes(body, dialect);
    if (draws > 1) body['n'] = draws;
    if (prefill !== undefined) {
      messages.push({
        role: 'assistant',
        content: prefill,
        ...(server.prefill === 'prefix-flag' ? { prefix: true } : {}),
      });
      if (server.prefill === 'continue-final-message') {
        body['continue_final_message'] = true;
        body['add_generation_prompt'] = false;
      }
    }
    if (alternatives !== null) {
      if (server.logprobs === 'count') body['logprobs'] = alternatives;
      else Object.assign(body, { logprobs: true, top_logprobs: alternatives });
    }
    if (request.tools.length > 0) body['tools'] = request.tools.map(wireTool);
    if (reasoningEffort !== undefined) body['reasoning_effort'] = reasoningEffort;
    if (extraBody !== undefined) Object.assign(body, extraBody);
    return JSON.stringify(body);
  };
}

/** The role a server's own documentation asks for. */
function roleFor(model: string, { developerRole }: ServerTraits): SystemRole {
  return developerRole?.test(model) === true ? 'developer' : 'system';
}

function addUsageWishes(body: { [member: string]: unknown }, { asksUsage, runningUsage }: Dialect): void {
  if (asksUsage) {
    const running = runningUsage === 'continuous_usage_stats' ? { continuous_usage_stats: true } : {};
    body['stream_options'] = { include_usage: true, ...running };
  }
  if (runningUsage === 'timings_per_token') body['timings_per_token'] = true;
}

function wireTool(tool: ToolSpec): unknown {
  return {
    type: 'function',
    function: { name: tool.name, description: tool.description, parameters: tool.parameters },
  };
}
