import { z } from 'zod';

import type { AnthropicModelConfig } from './config.ts';

/** The form a request is sent in: with the request, all that its body is made of. It is stored with the reply. */
export const AnthropicForm = z
  .strictObject({
    protocol: z.literal('anthropic'),
    /** The name the server knows the model by. */
    model: z.string(),
    reasoningEffort: z.string().nullable(),
    extraBody: z.record(z.string(), z.json()).nullable(),
    stream: z.boolean(),
    /** Whether the temperature is said although it is 1, the server's default; some newer models refuse the word. */
    sendsTemperature: z.boolean(),
    /** The message up to which the server should keep the prompt; `null` for none. */
    mark: z.int().min(0).nullable(),
    /** `anthropic` where it was Anthropic's own server that was asked; never an address. */
    service: z.literal('anthropic').nullable(),
    /** Whether a key was sent. */
    hasKey: z.boolean(),
  })
  .readonly();
export type AnthropicForm = z.infer<typeof AnthropicForm>;

/** What of a form no call changes. */
export type AnthropicFormOfModel = Omit<AnthropicForm, 'stream' | 'sendsTemperature' | 'mark'>;

/** The part of its forms that is the model's, and its server's. */
export function formOfModel(
  { model, reasoningEffort, extraBody }: AnthropicModelConfig,
  reached: Pick<AnthropicForm, 'service' | 'hasKey'>,
): AnthropicFormOfModel {
  return {
    protocol: 'anthropic',
    model,
    reasoningEffort: reasoningEffort ?? null,
    extraBody: (extraBody ?? null) as AnthropicForm['extraBody'],
    ...reached,
  };
}
