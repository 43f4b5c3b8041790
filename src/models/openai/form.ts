import { z } from 'zod';

import type { OpenAiModelConfig } from './config.ts';
import type { ServerTraits } from './servers.ts';

/**
 * The form a request is sent in: with the request and its seed, all that its body is made of. It is stored with the reply,
 * since a study may describe its endpoint otherwise later, and a server teaches in which words it is to be asked.
 */
export const OpenAiForm = z
  .strictObject({
    protocol: z.literal('openai-compatible'),
    /** The name the server knows the model by. */
    model: z.string(),
    /** The role the system prompt is sent in; `none` puts it before the first user turn. */
    systemRole: z.enum(['system', 'developer', 'none']),
    templateSystem: z.string().nullable(),
    /** As of `ServerTraits`. */
    prefill: z.enum(['continue-final-message', 'last-message', 'prefix-flag', 'none']),
    /** How log probabilities are asked for: as of `ServerTraits`, where it says. */
    logprobs: z.enum(['chat', 'count']),
    reasoningEffort: z.string().nullable(),
    extraBody: z.record(z.string(), z.json()).nullable(),
    dialect: z.strictObject({
      maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']),
      seedField: z.enum(['seed', 'random_seed']).nullable(),
      sendsTopPOfOne: z.boolean(),
      asksUsage: z.boolean(),
      runningUsage: z.enum(['continuous_usage_stats', 'timings_per_token']).nullable(),
      asksDraws: z.boolean(),
    }),
    stream: z.boolean(),
    /** Replies asked for in the one call, from 1; of several none has a seed, which cannot tell them apart. */
    draws: z.int().min(1),
    /** Alternatives wanted for every token; `null` for none. */
    alternatives: z.int().min(0).nullable(),
    /** What the server is called in the table of providers, where it is one of those; never its address. */
    service: z.string().nullable(),
    /** Whether a key was sent. */
    hasKey: z.boolean(),
  })
  .readonly();
export type OpenAiForm = z.infer<typeof OpenAiForm>;

/** What of a form no call changes. */
export type OpenAiFormOfModel = Omit<OpenAiForm, 'dialect' | 'stream' | 'draws' | 'alternatives'>;

/** The part of its forms that is the model's, and its server's. */
export function formOfModel(
  config: OpenAiModelConfig,
  server: ServerTraits,
  reached: Pick<OpenAiForm, 'service' | 'hasKey'>,
): OpenAiFormOfModel {
  const isDeveloper = server.developerRole?.test(config.model) === true;
  return {
    protocol: 'openai-compatible',
    model: config.model,
    // The role a server's own documentation asks for.
    systemRole: config.systemRole ?? (isDeveloper ? 'developer' : 'system'),
    templateSystem: config.templateSystem ?? null,
    prefill: server.prefill,
    logprobs: server.logprobs === 'count' ? 'count' : 'chat',
    reasoningEffort: config.reasoningEffort ?? null,
    extraBody: (config.extraBody ?? null) as OpenAiForm['extraBody'],
    ...reached,
  };
}
