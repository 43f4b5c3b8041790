import { openKeys } from '../../../src/models/keys.ts';
import { openOpenAiModel } from '../../../src/models/openai/openai-model.ts';
import { wellBehaved } from '../../support/chat-server.ts';
import { startServer, type MisbehavingServer } from '../../support/misbehaving-server.ts';
import { modelContract } from '../contract.ts';

let last: MisbehavingServer | null = null;

modelContract(
  'openai-compatible',
  async () => {
    const server = await startServer(wellBehaved);
    last ??= server;
    const model = await openOpenAiModel(
      { baseUrl: server.baseUrl, model: 'test-model', revision: '2026-01-01' },
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
  },
);
