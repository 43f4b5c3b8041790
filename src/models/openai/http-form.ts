/** What follows the address of a server. */
export const openAiPath = '/chat/completions';

/**
 * Names and values of the headers of a call.
 *
 * @param key what stands for the key; `null` where there is none
 */
export function openAiHeaders(key: string | null): readonly (readonly [name: string, value: string])[] {
  return [
    ['content-type', 'application/json'],
    ['accept', 'application/json, text/event-stream'],
    ...(key === null ? [] : ([['authorization', `Bearer ${key}`]] as const)),
  ];
}
