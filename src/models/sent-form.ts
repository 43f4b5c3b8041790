import { z } from 'zod';

import { AnthropicForm } from './anthropic/form.ts';
import { anthropicBaseUrl, anthropicKeyName } from './anthropic/provider.ts';
import { OpenAiForm } from './openai/form.ts';
import { openAiProviders } from './openai/providers.ts';

/** The form a request went out in over HTTP: with the request and its seed, all that its body is made of. */
export const SentForm = z.discriminatedUnion('protocol', [OpenAiForm, AnthropicForm]);
export type SentForm = z.infer<typeof SentForm>;

/** Reads a stored form; `null` for what is none, as another version or a stranger may have stored it. */
export function readSentForm(value: unknown): SentForm | null {
  return SentForm.safeParse(value).data ?? null;
}

/** What is publicly known of where a form goes. */
export interface PublicAddress {
  /** Before the path of a call; `null` where the address is the user's own, and so told to nobody. */
  readonly baseUrl: string | null;
  /** The environment variable that holds the service's key; `null` where it takes none, or no service is known. */
  readonly keyVariable: string | null;
}

/** The address of the service a form names, by our own table: never by what was stored. */
export function publicAddress({ protocol, service }: SentForm): PublicAddress {
  if (protocol === 'anthropic' && service !== null) return { baseUrl: anthropicBaseUrl, keyVariable: anthropicKeyName };
  const known = service !== null && Object.hasOwn(openAiProviders, service) ? openAiProviders[service] : undefined;
  return { baseUrl: known?.baseUrl ?? null, keyVariable: known?.keyVariable ?? null };
}
