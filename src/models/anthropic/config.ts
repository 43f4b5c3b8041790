import type { Json } from '../../base/canonical-json.ts';
import { ExitpollError } from '../../base/errors.ts';
import { parseBaseUrl, type BaseUrl } from '../http/base-url.ts';
import type { ModelIdentity, ModelTraits } from '../model.ts';
import { unknownTraits } from '../traits.ts';
import { anthropicBaseUrl } from './provider.ts';

/** A model behind a server that speaks Anthropic's messages, as a study describes it. */
export interface AnthropicModelConfig {
  /** Everything before `/v1/messages`; a `/v1` at its end is taken as part of that. Default: Anthropic's own. */
  readonly baseUrl?: string | undefined;
  /** The name the server knows the model by. */
  readonly model: string;
  /** Which weights these are, where the name does not say. Part of the identity. */
  readonly revision?: string | undefined;
  /** Part of the identity. */
  readonly quantisation?: string | undefined;
  /** Whether it can be offered tools; left out, asking will tell. */
  readonly tools?: boolean | undefined;
  /** Context window in tokens, from 1. */
  readonly contextTokens?: number | undefined;
  /** The most a whole reply may take, from sending to the last byte. Default 600,000. */
  readonly timeoutMs?: number | undefined;
  /** Whether every reply is streamed; else only those that may be cut short. */
  readonly stream?: boolean | undefined;
  /** Sent as `output_config.effort`. Part of the identity. */
  readonly reasoningEffort?: string | undefined;
  /**
   * Further members of every request, such as `thinking` or `top_k`. Part of the identity, but for `cache_control`,
   * which changes the price and not the reply: an object there takes the place of our own cache marks, `null` turns
   * them off.
   */
  readonly extraBody?: { readonly [key: string]: Json } | undefined;
}

/** How long one call may take when the study does not say: ten minutes. */
export const defaultTimeoutMs = 600_000;

/** Members of the request that are ours to fill. */
const ours = ['model', 'messages', 'system', 'tools', 'temperature', 'top_p', 'max_tokens', 'stream'] as const;

/** What the model is: served name and what was declared of it. Neither URL nor key, nor how it is reached. */
export function anthropicIdentity(config: AnthropicModelConfig): ModelIdentity {
  const { cache_control: _price, ...extraBody } = config.extraBody ?? {};
  return {
    protocol: 'anthropic',
    name: config.model,
    content: {
      revision: config.revision ?? null,
      quantisation: config.quantisation ?? null,
      ...(config.reasoningEffort === undefined ? {} : { reasoningEffort: config.reasoningEffort }),
      ...(Object.keys(extraBody).length === 0 ? {} : { extraBody }),
    },
  };
}

/** What is known of the model before it is asked. No server of this kind tells how likely a text is. */
export function anthropicTraits(config: AnthropicModelConfig): ModelTraits {
  return {
    ...unknownTraits,
    tools: config.tools ?? null,
    contextTokens: config.contextTokens ?? null,
    prefill: null,
    readout: false,
    stopsEarly: true,
  };
}

/**
 * Where the server is, without the `/v1` that belongs to the path of its messages.
 *
 * @throws ExitpollError when it cannot be used.
 */
export function anthropicUrl(config: AnthropicModelConfig): BaseUrl {
  const { origin, path } = parseBaseUrl(config.baseUrl ?? anthropicBaseUrl);
  if (path.endsWith('/messages')) {
    throw new ExitpollError(`the baseUrl ${origin}${path} ends in /messages, which is added to it`, {
      code: 'base-url',
      hint: `Leave out what follows the host, as in ${anthropicBaseUrl}.`,
    });
  }
  const short = path.replace(/\/v1$/, '');
  return { origin, path: short, text: `${origin}${short}` };
}

/**
 * Refuses an `extraBody` that would change what we send on purpose.
 *
 * @throws ExitpollError that names the member.
 */
export function checkExtraBody({ model, extraBody = {}, reasoningEffort }: AnthropicModelConfig): void {
  const taken = [...ours, ...(reasoningEffort === undefined ? [] : ['output_config'])];
  const name = taken.find((member) => Object.hasOwn(extraBody, member));
  if (name === undefined) return;
  const hint =
    name === 'output_config'
      ? 'Give effort inside output_config, or as reasoningEffort, not both.'
      : `Remove "${name}" from extraBody; temperature, top_p and the token limit belong under sampling.`;
  throw new ExitpollError(`extraBody of model "${model}" sets "${name}", which Exitpoll sets itself`, {
    code: 'extra-body',
    hint,
  });
}

/** Settings of a study's endpoint that say how OpenAI's protocol is to be spoken. */
const ofOtherProtocol = ['systemRole', 'templateSystem', 'maxTokensField', 'seed', 'server'] as const;

/** What a study may say of an endpoint, whichever protocol that speaks. */
export type EndpointSettings = AnthropicModelConfig & { readonly [Name in (typeof ofOtherProtocol)[number]]?: unknown };

/**
 * The settings of a study's endpoint, for this protocol.
 *
 * @throws ExitpollError that names the first one which has no meaning here.
 */
export function anthropicConfig(settings: EndpointSettings): AnthropicModelConfig {
  const strange = ofOtherProtocol.find((name) => settings[name] !== undefined);
  if (strange === undefined) return settings;
  throw new ExitpollError(`${strange} has no meaning for protocol: anthropic`, {
    code: 'invalid-file',
    hint: `Remove ${strange}; docs/models-anthropic.md lists the settings there are.`,
  });
}
