import { openKeys } from '../../src/models/keys.ts';
import type { Model } from '../../src/models/model.ts';
import type { OpenAiModelConfig } from '../../src/models/openai/config.ts';
import { openOpenAiModel } from '../../src/models/openai/openai-model.ts';

/** How the server is asked: its own filters and its repetition penalty, on unless told, are turned off. */
export function servedConfig(baseUrl: string): OpenAiModelConfig {
  return {
    baseUrl,
    model: 'smollm2',
    server: 'llama-cpp-python',
    contextTokens: 1024,
    // Its handler takes tools and drops them without a word, which `exitpoll models check` shows.
    tools: false,
    extraBody: { top_k: 0, min_p: 0, repeat_penalty: 1 },
  };
}

/** The model behind the server. No key of the user's is looked for. */
export function openServedModel(baseUrl: string, rest: Partial<OpenAiModelConfig> = {}): Promise<Model> {
  return openOpenAiModel({ ...servedConfig(baseUrl), ...rest }, { keys: openKeys({ HOME: '/nonexistent' }) });
}
