import { openAnthropicModel } from '../../../src/models/anthropic/anthropic-model.ts';
import { openKeys } from '../../../src/models/keys.ts';
import { startAnthropicServer, type AnthropicServer } from '../../support/anthropic-server.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { modelContract } from '../contract.ts';
import { leaveTool } from '../contract/subject.ts';

let last: AnthropicServer | null = null;

modelContract(
  'anthropic',
  async () => {
    const server = await startAnthropicServer({ oneOfTemperatureAndTopP: true });
    last ??= server;
    const model = await openAnthropicModel(
      { baseUrl: server.baseUrl, model: 'claude-test', revision: '2026-01-01' },
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
    secrets: ['127.0.0.1'],
    shown: () => last?.requests.at(-1)?.text ?? '',
    callsTool: { request: plainRequest('Please call the tool.', { tools: [leaveTool] }) },
    settles: { request: plainRequest('Please write lines.', { stop: { kind: 'word', word: 'LANTERN' } }) },
  },
);
