import { ExitpollError } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';

/** A capability that may hang on the model, its template or the server's version, so that only asking tells. */
export type Capability = 'tools' | 'prefill' | 'logprobs' | 'draws' | 'seed' | 'usage';

/** What is known of one server software or hosted service, as far as it differs from another. */
export interface ServerTraits {
  /** Its own name, for tables and messages. */
  readonly title: string;
  /**
   * How a reply is begun with given words. `continue-final-message`: a last assistant message and the fields
   * `continue_final_message` and `add_generation_prompt`; `last-message`: a last assistant message alone;
   * `prefix-flag`: a last assistant message marked `prefix: true`; `none`: it cannot be, or a last assistant message
   * would be taken for a finished turn.
   */
  readonly prefill: 'continue-final-message' | 'last-message' | 'prefix-flag' | 'none';
  /** Whether its replies repeat those given words; `null` where versions differ. */
  readonly repeatsPrefill: boolean | null;
  /**
   * How log probabilities are asked for and told. `chat`: `logprobs: true` with `top_logprobs`, as OpenAI does;
   * `count`: `logprobs` is the number of alternatives; `none`: it has none; `null`: unknown.
   */
  readonly logprobs: 'chat' | 'count' | 'none' | null;
  /** The most alternatives it lists for a token, from 1; 0 where it has none. */
  readonly topLogprobs: number;
  /** The most replies to one request in one call (`n`) that we ask it for; 1 where it gives no more. */
  readonly drawsPerCall: number;
  /** How a stream tells its usage. `asked`: with `stream_options.include_usage`; `always`: unasked; `never`. */
  readonly streamUsage: 'asked' | 'always' | 'never';
  /** How usage is told with every piece, so that it is known of a reply that was cut short; `null`: not at all. */
  readonly runningUsage: 'continuous_usage_stats' | 'timings_per_token' | null;
  /** What it calls the limit of a reply's tokens. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** What it calls the seed; `null` where it takes none. */
  readonly seedField: 'seed' | 'random_seed' | null;
  /** Names of models that want the system prompt as `developer`; `null` for none. */
  readonly developerRole: RegExp | null;
  /** Where reasoning stands in its replies when it is told apart; empty where it never is. Both names are always read. */
  readonly reasoningFields: readonly ('reasoning_content' | 'reasoning')[];
  /** What here hangs on the model, its template or the server's version. */
  readonly depends: readonly Capability[];
  /** What a user should know before relying on it; one sentence or two. */
  readonly note: string | null;
}

/** What a server does of which nothing is known: the plainest form of everything. */
const plain: ServerTraits = {
  title: 'any other',
  prefill: 'none',
  repeatsPrefill: null,
  logprobs: null,
  topLogprobs: 20,
  drawsPerCall: 1,
  streamUsage: 'asked',
  runningUsage: null,
  maxTokensField: 'max_tokens',
  seedField: 'seed',
  developerRole: null,
  reasoningFields: ['reasoning_content', 'reasoning'],
  depends: ['tools', 'logprobs', 'seed', 'usage'],
  note: 'Replies are begun with given words only where the server is named, because one that cannot do it says nothing.',
};

/** More draws in a call than this keep a worker waiting for the slowest of them. */
const mostDraws = 16;

/**
 * Every server known by name. Sources: the servers' own documentation and code, and for OpenAI the API reference
 * (`top_logprobs` 0 to 20; `developer` in place of `system` from o1 on).
 */
export const servers = {
  openai: {
    ...plain,
    title: 'OpenAI',
    logprobs: 'chat',
    drawsPerCall: mostDraws,
    maxTokensField: 'max_completion_tokens',
    developerRole: /^(?:ft:)?(?:o\d|gpt-5)/,
    reasoningFields: [],
    depends: ['tools', 'logprobs', 'draws', 'seed'],
    note: 'Reasoning models refuse log probabilities and a temperature other than 1, and keep their reasoning to themselves.',
  },
  vllm: {
    ...plain,
    title: 'vLLM',
    prefill: 'continue-final-message',
    repeatsPrefill: false,
    logprobs: 'chat',
    drawsPerCall: mostDraws,
    runningUsage: 'continuous_usage_stats',
    depends: ['tools'],
    note: 'Tools need --enable-auto-tool-choice and a --tool-call-parser at its start; separate reasoning a --reasoning-parser; more than 20 alternatives --max-logprobs.',
  },
  sglang: {
    ...plain,
    title: 'SGLang',
    prefill: 'continue-final-message',
    repeatsPrefill: false,
    logprobs: 'chat',
    drawsPerCall: mostDraws,
    runningUsage: 'continuous_usage_stats',
    depends: ['tools', 'prefill', 'seed', 'usage'],
    note: 'Tools need a --tool-call-parser at its start, separate reasoning a --reasoning-parser; a seed counts only with --enable-deterministic-inference.',
  },
  llamacpp: {
    ...plain,
    title: 'llama.cpp',
    prefill: 'last-message',
    logprobs: 'chat',
    topLogprobs: 100,
    runningUsage: 'timings_per_token',
    reasoningFields: ['reasoning_content'],
    depends: ['tools', 'prefill'],
    note: 'Tools need --jinja and a template that knows them; --no-prefill-assistant turns the beginning of replies off.',
  },
  'llama-cpp-python': {
    ...plain,
    title: 'llama-cpp-python',
    logprobs: 'chat',
    topLogprobs: 100,
    streamUsage: 'never',
    reasoningFields: [],
    depends: ['tools', 'logprobs'],
    note: 'Log probabilities need --logits_all true at its start, streams --interrupt_requests false; tools are dropped by most of its chat formats (say tools: false); min_p, top_k and a repeat_penalty of 1.1 apply, at temperature 0 too, unless extraBody turns them off.',
  },
  ollama: {
    ...plain,
    title: 'Ollama',
    prefill: 'last-message',
    repeatsPrefill: false,
    logprobs: 'chat',
    reasoningFields: ['reasoning'],
    depends: ['tools', 'prefill', 'logprobs'],
    note: 'Log probabilities from version 0.12.11 on; whether a reply can be begun hangs on the template of the model.',
  },
  lmstudio: {
    ...plain,
    title: 'LM Studio',
    depends: ['tools', 'logprobs', 'usage'],
    note: null,
  },
  openrouter: {
    ...plain,
    title: 'OpenRouter',
    prefill: 'last-message',
    reasoningFields: ['reasoning'],
    depends: ['tools', 'prefill', 'logprobs', 'seed'],
    note: 'Everything hangs on the provider behind it, and providers change; extraBody can pin one (provider: {only: […]}).',
  },
  together: {
    ...plain,
    title: 'Together',
    logprobs: 'count',
    drawsPerCall: mostDraws,
    reasoningFields: ['reasoning'],
    depends: ['tools', 'logprobs', 'draws', 'usage'],
    note: null,
  },
  fireworks: {
    ...plain,
    title: 'Fireworks',
    logprobs: 'chat',
    topLogprobs: 5,
    drawsPerCall: mostDraws,
    reasoningFields: ['reasoning_content'],
    depends: ['tools', 'logprobs', 'draws', 'usage'],
    note: null,
  },
  groq: {
    ...plain,
    title: 'Groq',
    prefill: 'last-message',
    logprobs: 'none',
    topLogprobs: 0,
    maxTokensField: 'max_completion_tokens',
    reasoningFields: ['reasoning'],
    depends: ['tools', 'prefill'],
    note: null,
  },
  deepseek: {
    ...plain,
    title: 'DeepSeek',
    prefill: 'prefix-flag',
    logprobs: 'chat',
    seedField: null,
    reasoningFields: ['reasoning_content'],
    depends: ['tools', 'prefill', 'logprobs'],
    note: 'Replies can be begun only at its beta address (baseUrl https://api.deepseek.com/beta); its reasoner refuses log probabilities.',
  },
  xai: {
    ...plain,
    title: 'xAI',
    logprobs: 'chat',
    topLogprobs: 8,
    maxTokensField: 'max_completion_tokens',
    reasoningFields: ['reasoning_content'],
    depends: ['tools', 'logprobs', 'seed'],
    note: null,
  },
  mistral: {
    ...plain,
    title: 'Mistral',
    prefill: 'prefix-flag',
    logprobs: 'none',
    topLogprobs: 0,
    drawsPerCall: mostDraws,
    streamUsage: 'always',
    seedField: 'random_seed',
    reasoningFields: [],
    depends: ['tools', 'draws'],
    note: 'Reasoning comes as parts of the content.',
  },
  generic: plain,
} as const satisfies { readonly [name: string]: ServerTraits };

export type ServerName = keyof typeof servers;

/** The names of the table, in its order. */
export const serverNames = Object.keys(servers) as readonly ServerName[];

/**
 * The row of a server by the name a study gives it.
 *
 * @throws ExitpollError when the table has no such name.
 */
export function serverNamed(name: string): ServerTraits {
  const row: ServerTraits | undefined = Object.hasOwn(servers, name) ? servers[name as ServerName] : undefined;
  if (row !== undefined) return row;
  throw new ExitpollError(`there is no server "${name}" in the table.${didYouMean(name, serverNames)}`, {
    code: 'unknown-server',
    hint: `Known are ${serverNames.join(', ')}. Leave \`server\` out, or write generic, for any other.`,
  });
}
