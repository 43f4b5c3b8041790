import { modelContract } from '../../test/models/contract.ts';
import { plainRequest } from '../../test/support/model-requests.ts';
import { openServedModel } from './served-model.ts';

const baseUrl = process.env['EXITPOLL_LLAMA_SERVER'];
if (baseUrl === undefined) throw new Error('EXITPOLL_LLAMA_SERVER names no server: run npm run check:llama-server');

modelContract(
  'llama-cpp-python',
  async () => {
    const model = await openServedModel(baseUrl);
    return { model, close: () => model.close() };
  },
  {
    // Under one seed it gives one reply when it reads a prompt anew, and another when the prompt's state is in its cache.
    repeatsBySeed: false,
    // Python cannot write half a surrogate pair as UTF-8, and the server answers with an error of its own.
    mayRefuseText: ['server'],
    settles: {
      request: plainRequest('Count from 1 to 40, one number on each line.', {
        sampling: { temperature: 0, topP: 1, maxTokens: 32 },
        stop: { kind: 'word', word: '1. 1' },
      }),
    },
    // Its replies cannot be begun, so that only one which begins so by itself can be read off: this one mostly does.
    readout: {
      request: plainRequest('What is the capital of France?', {
        sampling: { temperature: 1, topP: 1, maxTokens: 8 },
        prefill: 'The capital of',
        readout: [' France', ' the'],
      }),
    },
    secrets: ['127.0.0.1'],
    timeoutMs: 300_000,
  },
);
