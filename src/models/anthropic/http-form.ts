import type { AnthropicForm } from './form.ts';

/** What follows the address of a server. */
export const anthropicPath = '/v1/messages';

/** The version of the protocol: the only one since 2023. */
const protocolVersion = '2023-06-01';

/**
 * Names and values of the headers of a call. Servers of others that speak this protocol often want their key as OpenAI's
 * do, so they get it in both forms.
 *
 * @param key what stands for the key; `null` where there is none
 */
export function anthropicHeaders(
  key: string | null,
  service: AnthropicForm['service'],
): readonly (readonly [name: string, value: string])[] {
  return [
    ['content-type', 'application/json'],
    ['anthropic-version', protocolVersion],
    ...(key === null ? [] : ([['x-api-key', key]] as const)),
    ...(key === null || service !== null ? [] : ([['authorization', `Bearer ${key}`]] as const)),
  ];
}
