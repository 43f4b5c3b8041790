import type { Json } from '../../base/canonical-json.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { Reply } from '../../conversation/reply.ts';
import { ModelError } from '../../models/model-error.ts';
import type { Model } from '../../models/model.ts';
import type { AskJudge } from '../judge/judge.ts';
import type { PostJson } from '../endpoint/endpoint.ts';
import type { JsonPoster } from './json-poster.ts';

/**
 * A classifier behind HTTP as a model, so that its calls are limited, counted and kept like any other: the last user turn
 * is the body to post, and the reply's text what came back.
 */
export function classifierModel(name: string, version: string, poster: JsonPoster): Model {
  return {
    identity: { protocol: 'classifier', name, content: { version } },
    traits: {
      tools: false,
      contextTokens: null,
      parallel: null,
      prefill: false,
      readout: false,
      stopsEarly: false,
      drawsPerCall: 1,
      draws: 'apart',
      simulated: false,
    },
    async generate(request, { signal }) {
      const answer = await poster.post(JSON.parse(request.messages.at(-1)?.text ?? 'null') as Json, signal);
      return classifierReply(JSON.stringify(answer));
    },
    close: () => poster.close(),
  };
}

/** Posts through whoever asks models: the request and the reply of `classifierModel`. */
export function postThrough(ask: AskJudge): PostJson {
  return async (body, signal) => {
    const { text } = await ask(classifierRequest(JSON.stringify(body)), signal);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new ModelError('bad-reply', 'the classifier did not answer in JSON');
    }
  };
}

/** The request that has a classifier given this body. */
export function classifierRequest(text: string): ModelRequest {
  const sampling = { temperature: 0, topP: 1, maxTokens: 1 };
  return { system: null, instructions: null, messages: [{ role: 'user', text }], tools: [], sampling };
}

function classifierReply(text: string): Reply {
  return {
    text,
    reasoning: null,
    toolCalls: [],
    finish: 'stop',
    finishRaw: null,
    usage: { promptTokens: 0, completionTokens: 0 },
    servedModel: null,
    fingerprint: null,
  };
}
