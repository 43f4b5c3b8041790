import type { Reply } from '../../conversation/reply.ts';
import type { StopWhen } from '../../conversation/request.ts';
import { stopDetector } from '../../conversation/stop-when.ts';
import type { Model } from '../model.ts';
import { smallRequest, type Asker } from './asker.ts';
import { finding, type Finding } from './finding.ts';
import { quote, type Probe } from './probe.ts';

const list = 'Count from 1 to 40, one number on each line.';
const limit = 48;

/** Where replies end: at the token limit, and before it when what was waited for has come. */
export const lengthProbe: Probe = {
  about: ['limit', 'streaming', 'stops-early'],
  run: async (asker) => {
    const whole = await asker.ask(smallRequest(asker, list, limit));
    return [limitFinding(whole), ...(await stopFindings(asker, whole))];
  },
};

function limitFinding(reply: Reply): Finding {
  const written = reply.usage?.completionTokens;
  if (written !== undefined && written > limit && reply.reasoning === null) {
    return finding('limit', 'no', `wrote ${written} tokens where ${limit} were the most`);
  }
  if (reply.finish === 'length') return finding('limit', 'yes', 'kept, and named as the reason for the end');
  return finding('limit', 'not-shown', `ended as "${reply.finishRaw ?? reply.finish}" before it`);
}

async function stopFindings(asker: Asker, whole: Reply): Promise<Finding[]> {
  const { model } = asker;
  if (!model.traits.stopsEarly) {
    return [finding('streaming', 'no', 'replies come whole'), finding('stops-early', 'no', 'replies come whole')];
  }
  // A line the model has just written is one it will most likely write again.
  const stop = settledBy(whole.text) ?? { kind: 'word', word: 'marmalade' };
  const cut = await asker.ask(smallRequest(asker, list, limit, { stop }));
  return [streamingFinding(model, cut), stopFinding(whole, cut, stop)];
}

function streamingFinding(model: Model, cut: Reply): Finding {
  if (!speaksHttp(model)) return finding('streaming', 'yes', 'tokens are seen as they come');
  return cut.finish === 'stopped'
    ? finding('streaming', 'yes', `a reply was read as it came: ${quote(cut.text)}`)
    : finding('streaming', 'yes', `a request for a stream was answered: ${quote(cut.text)}`);
}

function stopFinding(whole: Reply, cut: Reply, stop: StopWhen): Finding {
  if (cut.finish !== 'stopped') {
    const settled = stopDetector(stop)(cut.text, []);
    return settled
      ? finding('stops-early', 'no', 'the reply went on after what was waited for')
      : finding('stops-early', 'not-shown', 'the model did not write what was waited for');
  }
  if (whole.usage === null || cut.usage === null) return finding('stops-early', 'yes', 'cut at a given line');
  const { completionTokens } = cut.usage;
  return finding('stops-early', 'yes', `cut after ${completionTokens} of ${whole.usage.completionTokens} tokens`);
}

/** A line that stands alone in the first half of a text, where there is one. */
function settledBy(text: string): StopWhen | null {
  for (const line of text
    .slice(0, text.length / 2)
    .split('\n')
    .slice(0, -1)) {
    const word = line.trim();
    if (word === '') continue;
    const stop: StopWhen = { kind: 'word', word };
    if (stopDetector(stop)(text, [])) return stop;
  }
  return null;
}

function speaksHttp({ identity }: Model): boolean {
  return identity.protocol === 'openai-compatible' || identity.protocol === 'anthropic';
}

const drawsAsked = 3;

/** Several replies to one request in one call. */
export const drawsProbe: Probe = {
  about: ['draws'],
  run: async (asker) => {
    const most = asker.model.traits.drawsPerCall;
    if (most === 1) return [finding('draws', 'no', 'one call for each')];
    const count = Math.min(drawsAsked, most);
    const sampling = { temperature: 1, topP: 1, maxTokens: 16 };
    const replies = await asker.askMany(smallRequest(asker, 'Make up a name for a cat.', 16, { sampling }), count);
    return replies.length === count
      ? [finding('draws', 'yes', `${count} came in one call, of at most ${most}`)]
      : [finding('draws', 'no', `asked for ${count} in one call, got ${replies.length}`)];
  },
};

const sentence = 'The lighthouse keeper counted the ships that passed in the night and wrote each of them down. ';

/** Whether the endpoint says that it kept the state of a prompt it has read before. */
export const cacheProbe: Probe = {
  about: ['cache'],
  run: async (asker) => {
    // Hosted caches begin at 1,024 tokens; an embedded model would only compute for long.
    const repeats = speaksHttp(asker.model) && (asker.model.traits.contextTokens ?? 4096) >= 4096 ? 90 : 12;
    const request = smallRequest(asker, 'How many were there?', 1, { system: sentence.repeat(repeats) });
    await asker.ask(request);
    const { usage } = await asker.ask(request, 2);
    if (usage?.cachedTokens === undefined) return [finding('cache', 'not-shown', 'replies do not tell of one')];
    return usage.cachedTokens > 0
      ? [finding('cache', 'yes', `${usage.cachedTokens} of ${usage.promptTokens} tokens were not read again`)]
      : [finding('cache', 'not-shown', `told of, but a prompt of ${usage.promptTokens} tokens was read again`)];
  },
};
