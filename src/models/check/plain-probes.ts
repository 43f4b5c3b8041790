import { ModelError } from '../model-error.ts';
import { textWithoutReasoning } from '../../conversation/reasoning.ts';
import { smallRequest, type Asker } from './asker.ts';
import { finding, type Finding } from './finding.ts';
import { quote, type Probe } from './probe.ts';

/** Enough for a model that thinks before it greets, without costing much. */
const helloTokens = 64;

/** Whether it answers at all, how fast, and whether it can be asked greedily. */
export const helloProbe: Probe = {
  about: ['answers', 'greedy'],
  run: async (asker) => {
    const hello = () => asker.ask(smallRequest(asker, 'Please say hello in a few words.', helloTokens));
    let greedy = finding('greedy', 'yes', 'taken');
    let started = performance.now();
    const reply = await hello().catch(async (error: unknown) => {
      if (!isTemperatureRefused(error)) throw error;
      asker.giveUpGreedy();
      greedy = finding('greedy', 'no', 'refused: studies need sampling.temperature: 1');
      started = performance.now();
      return hello();
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const tokens = reply.usage === null ? '' : `${reply.usage.completionTokens} tokens `;
    const said = reply.text.trim() === '' ? `no text, ended as ${reply.finish}` : quote(reply.text);
    return [finding('answers', 'yes', `${said}, ${tokens}in ${seconds} s`), greedy];
  },
};

const codeWord = 'marmalade';

/** Whether the system prompt reaches the model. */
export const systemProbe: Probe = {
  about: ['system'],
  run: async (asker) => {
    const request = smallRequest(asker, 'What is the code word?', 48, {
      system: `The code word is "${codeWord}". When somebody asks for the code word, answer with the code word.`,
    });
    const reply = await asker.ask(request);
    if (textWithoutReasoning(reply).toLowerCase().includes(codeWord) || reply.reasoning?.includes(codeWord) === true) {
      return [finding('system', 'yes', 'a code word in it came back')];
    }
    return [finding('system', 'not-shown', `taken, but a code word in it did not come back: ${quote(reply.text)}`)];
  },
};

/** Whether equal seeds give equal replies. */
export const seedProbe: Probe = {
  about: ['seed'],
  run: async (asker) => {
    const request = smallRequest(asker, 'Make up a name for a small boat and say why.', 24, {
      sampling: { temperature: 1, topP: 1, maxTokens: 24 },
    });
    const first = await asker.ask(request, 7);
    const again = await asker.ask(request, 7);
    const other = await asker.ask(request, 8);
    if (first.text !== again.text) return [finding('seed', 'no', 'two calls with one seed gave different replies')];
    if (first.text === other.text) return [finding('seed', 'not-shown', 'two seeds gave the same reply')];
    return [finding('seed', 'yes', 'one seed repeats its reply, another gives another')];
  },
};

/** What all replies so far show: usage, and where reasoning stands. Asks nothing. */
export const seenProbe: Probe = {
  about: ['usage', 'reasoning'],
  run: async ({ replies }) => [usageFinding(replies), reasoningFinding(replies)],
};

function usageFinding(replies: Asker['replies']): Finding {
  const told = replies.filter(({ usage }) => usage !== null).length;
  if (told === replies.length) return finding('usage', 'yes', 'with every reply');
  if (told === 0) return finding('usage', 'no', 'with no reply: tokens and cost cannot be counted');
  return finding('usage', 'no', `with ${told} of ${replies.length} replies`);
}

function reasoningFinding(replies: Asker['replies']): Finding {
  if (replies.some(({ reasoning }) => reasoning !== null && reasoning.trim() !== '')) {
    return finding('reasoning', 'yes', 'reported apart from the answer');
  }
  if (replies.some((reply) => textWithoutReasoning(reply) !== reply.text)) {
    return finding('reasoning', 'no', 'stands in the text, where the scorers take it out');
  }
  return finding('reasoning', 'not-shown', 'none was seen');
}

function isTemperatureRefused(error: unknown): boolean {
  return error instanceof ModelError && error.kind === 'bad-request' && /temperature/i.test(error.message);
}
