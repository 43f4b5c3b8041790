import type { ToolSpec } from '../../conversation/messages.ts';
import type { Reply } from '../../conversation/reply.ts';
import { findTextCalls } from '../../conversation/tool-calls/find-calls.ts';
import { textWithoutReasoning } from '../../conversation/reasoning.ts';
import { ModelError } from '../model-error.ts';
import { smallRequest, type Asker } from './asker.ts';
import { finding, type Finding } from './finding.ts';
import { quote, type Probe } from './probe.ts';

const tool: ToolSpec = {
  name: 'read_thermometer',
  description: 'Reads the thermometer in the garden. Takes no arguments.',
  parameters: { type: 'object', properties: {}, required: [] },
};

const question = 'How warm is it in the garden? Use the tool read_thermometer to find out.';

/** Whether tools reach the model, whether it calls them, and whether the answer of one can be sent back. */
export const toolProbe: Probe = {
  about: ['tools', 'tool-turns'],
  run: async (asker) => {
    if (asker.model.traits.tools === false) {
      const why = 'known before asking: tool methods will be reported as unsupported';
      return [finding('tools', 'no', why), finding('tool-turns', 'no', 'without tools')];
    }
    const tools = await offerTool(asker);
    if (tools.verdict === 'no') return [tools, finding('tool-turns', 'no', 'without tools')];
    return [tools, await answerTool(asker)];
  },
};

async function offerTool(asker: Asker): Promise<Finding> {
  let reply: Reply;
  try {
    reply = await asker.ask(smallRequest(asker, question, 96, { tools: [tool] }));
  } catch (error) {
    if (error instanceof ModelError && error.kind === 'unsupported-tools') {
      return finding('tools', 'no', `refused: ${error.message}`);
    }
    throw error;
  }
  const named = reply.toolCalls.find(({ name }) => name === tool.name);
  if (named !== undefined) return finding('tools', 'yes', 'called, and reported as a call');
  const inText = findTextCalls(textWithoutReasoning(reply)).calls.some(({ name }) => name === tool.name);
  if (inText) return finding('tools', 'yes', 'called in the text of the reply, where the scorers find it');
  const without = await asker.ask(smallRequest(asker, question, 1));
  const more = (reply.usage?.promptTokens ?? NaN) - (without.usage?.promptTokens ?? NaN);
  if (more === 0) return finding('tools', 'no', 'taken and dropped: the prompt is as long without them');
  const reached = more > 0 ? `it adds ${more} tokens to the prompt; ` : '';
  return finding('tools', 'not-shown', `taken, not called; ${reached}${quote(reply.text)}`);
}

async function answerTool(asker: Asker): Promise<Finding> {
  const request = smallRequest(asker, question, 48, {
    messages: [
      { role: 'user', text: question },
      { role: 'assistant', text: '', toolCalls: [{ id: null, name: tool.name, arguments: '{}' }] },
      { role: 'tool', callId: null, text: '31 degrees' },
    ],
    tools: [tool],
  });
  try {
    const reply = await asker.ask(request);
    return reply.text.includes('31')
      ? finding('tool-turns', 'yes', 'the answer of the tool was read')
      : finding('tool-turns', 'not-shown', `taken; the reply does not speak of it: ${quote(reply.text)}`);
  } catch (error) {
    if (!(error instanceof ModelError) || error.stopsModel) throw error;
    return finding('tool-turns', error.isRetryable ? 'not-shown' : 'no', error.message);
  }
}
