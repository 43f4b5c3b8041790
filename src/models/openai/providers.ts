/** A server known by a short name, so that a study can say `openai:gpt-4o` instead of a URL. */
export interface OpenAiProvider {
  readonly baseUrl: string;
  /** The environment variable its key is taken from; `null` for servers on this machine. */
  readonly keyVariable: string | null;
  /** What it calls the limit of a reply's tokens. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
}

/**
 * The names that may stand before the colon of a model reference. A key of this table goes to the host written
 * beside it, over https, and to no other.
 */
export const openAiProviders: { readonly [name: string]: OpenAiProvider } = {
  openai: hosted('https://api.openai.com/v1', 'OPENAI_API_KEY', 'max_completion_tokens'),
  openrouter: hosted('https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  deepseek: hosted('https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY'),
  together: hosted('https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  fireworks: hosted('https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  groq: hosted('https://api.groq.com/openai/v1', 'GROQ_API_KEY'),
  xai: hosted('https://api.x.ai/v1', 'XAI_API_KEY'),
  ollama: onThisMachine('http://127.0.0.1:11434/v1'),
  vllm: onThisMachine('http://127.0.0.1:8000/v1'),
  sglang: onThisMachine('http://127.0.0.1:30000/v1'),
  llamacpp: onThisMachine('http://127.0.0.1:8080/v1'),
  lmstudio: onThisMachine('http://127.0.0.1:1234/v1'),
};

/** What the server at an origin calls the limit of a reply's tokens, as far as the table knows it. */
export function maxTokensFieldOf(origin: string): OpenAiProvider['maxTokensField'] {
  const known = Object.values(openAiProviders).find((provider) => new URL(provider.baseUrl).origin === origin);
  return known?.maxTokensField ?? 'max_tokens';
}

/** The variable that holds the key of a provider's origin; `null` for every other origin. */
export function providerKeyVariable(origin: string): string | null {
  for (const provider of Object.values(openAiProviders)) {
    if (provider.keyVariable !== null && new URL(provider.baseUrl).origin === origin) return provider.keyVariable;
  }
  return null;
}

function hosted(
  baseUrl: string,
  keyVariable: string,
  maxTokensField: OpenAiProvider['maxTokensField'] = 'max_tokens',
): OpenAiProvider {
  return { baseUrl, keyVariable, maxTokensField };
}

function onThisMachine(baseUrl: string): OpenAiProvider {
  return { baseUrl, keyVariable: null, maxTokensField: 'max_tokens' };
}
