import type { ModelRequest } from '../../conversation/request.ts';
import type { OpenAiForm } from './form.ts';

/** Room for words of its own that a reply may put around its answer, in tokens. */
const spareTokens = 24;

/** What a readout asks where the server can begin a reply: for the one token after a beginning of the texts. */
export function nextTokenCall(request: ModelRequest, beginning: string): ModelRequest {
  const given = (request.prefill ?? '') + beginning;
  return plainly(request, given === '' ? undefined : given, 1);
}

/** What a readout asks where the server cannot: for a reply that begins with the given words by itself. */
export function wholeReplyCall(request: ModelRequest): ModelRequest {
  const { prefill = '', sampling } = request;
  // A token seldom has less than two characters.
  return plainly(request, undefined, sampling.maxTokens + spareTokens + Math.ceil(prefill.length / 2));
}

/** What the first call of a readout asks. */
export function firstReadoutCall(request: ModelRequest, prefill: OpenAiForm['prefill']): ModelRequest {
  return prefill === 'none' ? wholeReplyCall(request) : nextTokenCall(request, '');
}

/** The request as one for a plain reply, at temperature 1, with another beginning and another limit. */
function plainly(request: ModelRequest, prefill: string | undefined, maxTokens: number): ModelRequest {
  const { readout: _texts, stop: _stop, prefill: _prefill, ...rest } = request;
  return {
    ...rest,
    ...(prefill === undefined ? {} : { prefill }),
    sampling: { temperature: 1, topP: 1, maxTokens },
  };
}
