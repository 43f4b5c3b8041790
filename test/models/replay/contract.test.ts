import { openReplayModel } from '../../../src/models/replay/open-replay-model.ts';
import { plainRequest, someContext } from '../../support/model-requests.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { modelContract } from '../contract.ts';
import { leaveTool } from '../contract/subject.ts';

const usage = { promptTokens: 7, completionTokens: 2 };
const lines = [
  { model: 'test-model' },
  { item: 'item-1', method: 'baseline', reply: { text: 'Hello there.', finish: 'stop', usage } },
  {
    item: 'item-1',
    method: 'bail-tool',
    reply: { toolCalls: [{ name: leaveTool.name }], finish: 'tool-calls', usage },
  },
];

modelContract(
  'replay',
  async () => {
    const folder = tempFolder();
    folder.write('replies.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
    const model = await openReplayModel('replay:replies.jsonl', { baseDir: folder.path });
    return {
      model,
      close: async () => {
        await model.close();
        folder[Symbol.dispose]();
      },
    };
  },
  {
    instant: true,
    callsTool: {
      request: plainRequest('Hello.', { tools: [leaveTool] }),
      context: { ...someContext, method: 'bail-tool', wording: 'default' },
    },
  },
);
