import type { Json } from '../../base/canonical-json.ts';
import { ExitpollError } from '../../base/errors.ts';
import type { ModelIdentity, ModelTraits } from '../model.ts';
import { unknownTraits } from '../traits.ts';
import type { Capability, ServerTraits } from './servers.ts';

/** A model behind an OpenAI-compatible server, as a study describes it. */
export interface OpenAiModelConfig {
  /** Everything before `/chat/completions`; usually ends in `/v1`. */
  readonly baseUrl: string;
  /** The name the server knows the model by. */
  readonly model: string;
  /** Which weights these are, where the name does not say: a commit, a date. Part of the identity. */
  readonly revision?: string | undefined;
  /** Such as `fp8` or `Q4_K_M`. Part of the identity. */
  readonly quantisation?: string | undefined;
  /** Whether it can be offered tools; left out, asking will tell. */
  readonly tools?: boolean | undefined;
  /** Context window in tokens, from 1. */
  readonly contextTokens?: number | undefined;
  /** The most a whole reply may take, from sending to the last byte. Default 600,000. */
  readonly timeoutMs?: number | undefined;
  /** Further members of every request, such as `top_k`. Part of the identity. */
  readonly extraBody?: { readonly [key: string]: Json } | undefined;
  /** What software serves it: a name of the table in servers.ts. Default: by its host where that is known. */
  readonly server?: string | undefined;
  /** Whether replies are streamed always; else only where that lets one be cut short. */
  readonly stream?: boolean | undefined;
  /** Sent to reasoning models as `reasoning_effort`. Part of the identity. */
  readonly reasoningEffort?: string | undefined;
  /** The most a streamed reply may pause once it has begun. Default 120,000. */
  readonly silenceMs?: number | undefined;
  /** How the system prompt is sent; `none` puts it before the first user turn. Default `system`, or as its server asks. */
  readonly systemRole?: 'system' | 'developer' | 'none' | undefined;
  /**
   * The system prompt the server's chat template puts in by itself when it is given none. Only declared here can it
   * be kept beside our instructions, because a system message takes its place. Part of the identity.
   */
  readonly templateSystem?: string | undefined;
  /** What the server calls the limit of a reply's tokens. Default: as the table of servers says. */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens' | undefined;
  /** Whether to send a seed. Default: as the table of servers says, mostly true; a server that refuses it is asked without. */
  readonly seed?: boolean | undefined;
}

/** How long one call may take when the study does not say: ten minutes. */
export const defaultTimeoutMs = 600_000;

/** How long a stream may pause when nothing else is said: two minutes. */
export const defaultSilenceMs = 120_000;

/** Members of the request that are ours to fill. */
const ours = [
  'model',
  'messages',
  'tools',
  'temperature',
  'top_p',
  'max_tokens',
  'max_completion_tokens',
  'seed',
  'random_seed',
  'stream',
  'stream_options',
  'n',
  'logprobs',
  'top_logprobs',
  'continue_final_message',
  'add_generation_prompt',
] as const;

/** What the model is: served name and what was declared of it. Neither URL nor key, nor how it is reached. */
export function openAiIdentity(config: OpenAiModelConfig): ModelIdentity {
  return {
    protocol: 'openai-compatible',
    name: config.model,
    content: {
      revision: config.revision ?? null,
      quantisation: config.quantisation ?? null,
      // Where and how the system prompt is sent decides what the model reads, so it belongs here; defaults do not.
      ...(config.systemRole === 'none' ? { systemRole: 'none' } : {}),
      ...(config.templateSystem === undefined ? {} : { templateSystem: config.templateSystem }),
      ...(config.reasoningEffort === undefined ? {} : { reasoningEffort: config.reasoningEffort }),
      ...(config.extraBody === undefined || Object.keys(config.extraBody).length === 0
        ? {}
        : { extraBody: config.extraBody }),
    },
  };
}

/** What is known of the model before it is asked. */
export function openAiTraits(config: OpenAiModelConfig, server: ServerTraits): ModelTraits {
  const hangs = (capability: Capability): boolean => server.depends.includes(capability);
  const prefill = server.prefill === 'none' ? false : hangs('prefill') ? null : true;
  return {
    ...unknownTraits,
    tools: config.tools ?? null,
    contextTokens: config.contextTokens ?? null,
    prefill,
    // Without a beginning given to it, only a reply that puts its answer first can be read.
    readout: server.logprobs === 'none' ? false : prefill === true && !hangs('logprobs') ? true : null,
    stopsEarly: true,
    drawsPerCall: server.drawsPerCall,
  };
}

/**
 * Refuses an `extraBody` that would change what we send on purpose.
 *
 * @throws ExitpollError that names the member.
 */
export function checkExtraBody(config: OpenAiModelConfig): void {
  const has = (name: string): boolean => Object.hasOwn(config.extraBody ?? {}, name);
  if (config.reasoningEffort !== undefined && has('reasoning_effort')) {
    throw new ExitpollError(`model "${config.model}" has both reasoningEffort and extraBody.reasoning_effort`, {
      code: 'extra-body',
      hint: 'Keep one of them.',
    });
  }
  const taken = ours.find(has);
  if (taken === undefined) return;
  throw new ExitpollError(`extraBody of model "${config.model}" sets "${taken}", which Exitpoll sets itself`, {
    code: 'extra-body',
    hint: `Remove "${taken}" from extraBody; temperature, top_p and the token limit belong under sampling.`,
  });
}
