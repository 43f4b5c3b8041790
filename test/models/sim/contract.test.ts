import { openSimModel } from '../../../src/models/sim/open-sim-model.ts';
import { plainRequest, someContext } from '../../support/model-requests.ts';
import { modelContract } from '../contract.ts';
import { leaveTool } from '../contract/subject.ts';

modelContract(
  'sim:always',
  async () => {
    const model = await openSimModel('sim:always', '/');
    return { model, close: () => model.close() };
  },
  {
    repeatsBySeed: true,
    instant: true,
    callsTool: {
      request: plainRequest('Hello.', { tools: [leaveTool] }),
      context: { ...someContext, method: 'bail-tool', exit: { kind: 'tool', tool: leaveTool.name } },
    },
    readout: {
      request: plainRequest('Leave or stay?', { prefill: '<choice>', readout: ['LEAVE', 'STAY'] }),
      context: {
        ...someContext,
        method: 'bail-prompt',
        order: 'bail-first',
        step: 'answer',
        exit: { kind: 'prompt', tag: 'choice', bail: 'LEAVE', continue: 'STAY' },
      },
    },
  },
);
