/** Where `anthropic:NAME` is asked. */
export const anthropicBaseUrl = 'https://api.anthropic.com';

/** The variable that holds the key of Anthropic's own host; `null` for every other origin. */
export function anthropicKeyVariable(origin: string): string | null {
  return origin === anthropicBaseUrl ? anthropicKeyName : null;
}

/** The environment variable the key of Anthropic's own host is taken from. */
export const anthropicKeyName = 'ANTHROPIC_API_KEY';
