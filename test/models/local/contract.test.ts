import { describe } from 'vitest';

import { modelContract } from '../contract.ts';
import { haveWeights, openDefaultModel } from './weights.ts';

describe.skipIf(!haveWeights)('with real weights', () => {
  modelContract(
    'embedded llama.cpp',
    async () => {
      const model = await openDefaultModel({ sequences: 1 });
      return { model, close: () => model.close() };
    },
    { repeatsBySeed: true, secrets: ['/'], timeoutMs: 60_000 },
  );
});
