import { serverNamed, servers, type ServerName, type ServerTraits } from './servers.ts';

/** A server known by a short name, so that a study can say `openai:gpt-4o` instead of a URL. */
export interface OpenAiProvider {
  readonly baseUrl: string;
  /** The environment variable its key is taken from; `null` for servers on this machine. */
  readonly keyVariable: string | null;
  /** Its row in the table of servers. */
  readonly server: ServerName;
}

/**
 * The names that may stand before the colon of a model reference. A key of this table goes to the host written
 * beside it, over https, and to no other.
 */
export const openAiProviders: { readonly [name: string]: OpenAiProvider } = {
  openai: hosted('openai', 'https://api.openai.com/v1', 'OPENAI_API_KEY'),
  openrouter: hosted('openrouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  deepseek: hosted('deepseek', 'https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY'),
  together: hosted('together', 'https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  fireworks: hosted('fireworks', 'https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  groq: hosted('groq', 'https://api.groq.com/openai/v1', 'GROQ_API_KEY'),
  xai: hosted('xai', 'https://api.x.ai/v1', 'XAI_API_KEY'),
  mistral: hosted('mistral', 'https://api.mistral.ai/v1', 'MISTRAL_API_KEY'),
  ollama: onThisMachine('ollama', 'http://127.0.0.1:11434/v1'),
  vllm: onThisMachine('vllm', 'http://127.0.0.1:8000/v1'),
  sglang: onThisMachine('sglang', 'http://127.0.0.1:30000/v1'),
  llamacpp: onThisMachine('llamacpp', 'http://127.0.0.1:8080/v1'),
  lmstudio: onThisMachine('lmstudio', 'http://127.0.0.1:1234/v1'),
};

/**
 * What is known of a server: by the name it is given, else by its host where that is a hosted service of the table.
 * A server on this machine is not known by its port, which anything may listen on.
 *
 * @throws ExitpollError when there is no server of that name.
 */
export function serverAt(origin: string, name: string | undefined): ServerTraits {
  if (name !== undefined) return serverNamed(name);
  for (const { baseUrl, keyVariable, server } of Object.values(openAiProviders)) {
    if (keyVariable !== null && new URL(baseUrl).origin === origin) return servers[server];
  }
  return servers.generic;
}

/** The name in the table of the server at a base URL; `null` where it has none. */
export function serviceAt(baseUrl: string): string | null {
  return Object.keys(openAiProviders).find((name) => openAiProviders[name]?.baseUrl === baseUrl) ?? null;
}

/** The variable that holds the key of a provider's origin; `null` for every other origin. */
export function providerKeyVariable(origin: string): string | null {
  for (const provider of Object.values(openAiProviders)) {
    if (provider.keyVariable !== null && new URL(provider.baseUrl).origin === origin) return provider.keyVariable;
  }
  return null;
}

function hosted(server: ServerName, baseUrl: string, keyVariable: string): OpenAiProvider {
  return { baseUrl, keyVariable, server };
}

function onThisMachine(server: ServerName, baseUrl: string): OpenAiProvider {
  return { baseUrl, keyVariable: null, server };
}
