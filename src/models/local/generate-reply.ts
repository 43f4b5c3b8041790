import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';

import type { Reply, TextProbability } from '../../conversation/reply.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { stopDetector } from '../../conversation/stop-when.ts';

export interface GenerationOptions {
  readonly request: ModelRequest;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Whether what the sequence holds of the prompt already is used again. */
  readonly reuseState: boolean;
}

const finishWords = { stop: 'end of generation', length: 'token limit', stopped: 'settled' } as const;

/**
 * Writes a reply after a prompt (the reply's given opening included), token by token, to its end, its limit, or where
 * the request lets it be cut short.
 */
export async function generateReply(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  { request, seed, signal, reuseState }: GenerationOptions,
): Promise<Reply> {
  const { temperature, topP, maxTokens } = request.sampling;
  const isSettled = request.stop === undefined ? null : stopDetector(request.stop);
  if (reuseState) await sequence.adaptStateToTokens(tokens.slice(0, -1), false);
  else await sequence.clearHistory();
  const cachedTokens = sequence.nextTokenIndex;
  const written: Token[] = [];
  let finish: keyof typeof finishWords = 'stop';
  const stream = sequence.evaluate(tokens.slice(cachedTokens), {
    temperature,
    topP,
    // `null` leaves this filter out; left undefined it would be 40.
    topK: null as unknown as number,
    minP: 0,
    seed,
  });
  for await (const token of stream) {
    signal.throwIfAborted();
    written.push(token);
    if (isSettled?.(model.detokenize(written, true), []) === true) finish = 'stopped';
    else if (written.length >= maxTokens) finish = 'length';
    if (finish !== 'stop') break;
  }
  return {
    ...bareReply,
    text: model.detokenize(written, true),
    finish,
    finishRaw: finishWords[finish],
    usage: { promptTokens: tokens.length, completionTokens: written.length, cachedTokens },
  };
}

/** What was read off, as a reply: its text is the likeliest, nothing was written. */
export function readoutReply(texts: readonly TextProbability[], promptTokens: number): Reply {
  const likeliest = texts.reduce((best, one) => (one.logProbability > best.logProbability ? one : best));
  return {
    ...bareReply,
    text: likeliest.text,
    finish: 'stop',
    finishRaw: 'readout',
    usage: { promptTokens, completionTokens: 0 },
    readout: { texts, precision: 'exact', calls: 1 },
  };
}

const bareReply = { reasoning: null, toolCalls: [], servedModel: null, fingerprint: null } as const;
