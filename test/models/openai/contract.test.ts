import { openKeys } from '../../../src/models/keys.ts';
import type { OpenAiModelConfig } from '../../../src/models/openai/config.ts';
import { openOpenAiModel } from '../../../src/models/openai/openai-model.ts';
import { startServer, type MisbehavingServer } from '../../support/misbehaving-server.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { toyServer, writeExactly, type ToyServerOptions } from '../../support/toy-server.ts';
import { modelContract } from '../contract.ts';
import { leaveTool } from '../contract/subject.ts';

/** The contract against a server that does what its row of the table says. */
function contractOf(name: string, toy: ToyServerOptions, config: Partial<OpenAiModelConfig>): void {
  let last: MisbehavingServer | null = null;
  const sampling = { temperature: 1, topP: 1, maxTokens: 64 };
  const long = `Well.\nEXIT NOW\n${'And so on. '.repeat(12)}`;
  modelContract(
    name,
    async () => {
      const server = await startServer(toyServer(toy));
      last ??= server;
      const model = await openOpenAiModel(
        { baseUrl: server.baseUrl, model: 'test-model', revision: '2026-01-01', ...config },
        { keys: openKeys({ HOME: '/nonexistent' }) },
      );
      return {
        model,
        close: async () => {
          await model.close();
          await server.close();
        },
      };
    },
    {
      repeatsBySeed: true,
      secrets: ['127.0.0.1'],
      shown: () => last?.requests.at(-1)?.text ?? '',
      callsTool: { request: plainRequest('Please call the tool.', { tools: [leaveTool] }) },
      settles: {
        request: plainRequest(`${writeExactly}${long}`, { sampling, stop: { kind: 'word', word: 'EXIT NOW' } }),
      },
    },
  );
}

contractOf('openai-compatible, a server nobody named', {}, {});
contractOf(
  'openai-compatible, vLLM',
  { prefill: 'continue-final-message', runningUsage: true },
  { server: 'vllm', stream: true },
);
contractOf(
  'openai-compatible, llama.cpp',
  { prefill: 'last-message', repeats: true, oneReply: true },
  { server: 'llamacpp' },
);
