import type { Reply } from '../../conversation/reply.ts';
import { ModelError, type ModelErrorKind } from '../model-error.ts';
import { describeAnywhere, withheldReply, type Description } from './description.ts';
import { nameOf, quoted, type Endpoint } from './endpoint.ts';
import type { ErrorBody } from './error-body.ts';
import type { HttpAnswer } from './exchange.ts';
import { failureKind } from './failure-kind.ts';
import { longWait, readRetryAfter } from './retry-after.ts';

export interface FailedCall {
  readonly endpoint: Endpoint;
  readonly hadTools: boolean;
  /** Whether a reply was begun with given words, or log probabilities were asked for; left out, neither. */
  readonly hadReadout?: boolean;
  /** Milliseconds since 1970, for `Retry-After` as a date. */
  readonly now: number;
}

/**
 * What to do with an answer that is not a completion: an empty reply where the provider's filter spoke.
 *
 * @param body what the answer says of itself, `null` when nothing could be read.
 * @throws ModelError in every other case.
 */
export function failedAnswer(answer: HttpAnswer, body: ErrorBody | null, call: FailedCall): Reply {
  // Some servers answer 200 and write the true status into the body.
  const status = answer.status >= 300 ? answer.status : (body?.status ?? 500);
  const kind = failureKind(status, body, call.hadTools, call.hadReadout);
  if (kind === 'filtered') return withheldReply(body?.codes[0] ?? null, null);
  const retryAfterMs = readRetryAfter(answer.headers, call.now);
  const { what, hint } = describe(kind, status, body, answer, call.endpoint);
  const said = body?.message ? `: ${quoted(call.endpoint, body.message)}` : '';
  const wait = kind === 'rate-limit' ? longWait(retryAfterMs) : '';
  throw new ModelError(kind, `${nameOf(call.endpoint)} ${what}${wait} (HTTP ${status})${said}`, {
    status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A web page where JSON was due: almost always the wrong address. */
export function webPage(answer: HttpAnswer, endpoint: Endpoint): ModelError {
  return new ModelError(
    'not-found',
    `${nameOf(endpoint)} answered with a web page (text/html, HTTP ${answer.status})`,
    {
      status: answer.status,
      hint: `Is the baseUrl right? It should usually end in /v1. Asked was ${endpoint.url}/chat/completions`,
    },
  );
}

function describe(
  kind: ModelErrorKind,
  status: number,
  body: ErrorBody | null,
  answer: HttpAnswer,
  endpoint: Endpoint,
): Description {
  switch (kind) {
    case 'not-found':
      return missing(status, body, answer, endpoint);
    case 'unsupported-tools':
      return {
        what: 'cannot be offered tools',
        hint: 'vLLM and llama.cpp may need an option for it when they start; else set tools: false.',
      };
    case 'unsupported-readout':
      return {
        what: 'cannot begin a reply with given words, or tell how likely a text is',
        hint: 'Does `server` name the software it runs? Else ask without `readout: logprobs`.',
      };
    case 'overloaded':
      return { what: 'is busy or still starting' };
    case 'bad-request':
      return refusedRequest(body);
    default:
      return describeAnywhere(kind, endpoint, 'models-openai-compatible.md') ?? { what: 'failed' };
  }
}

/** Settings of the model that make up for what its server cannot take. */
function refusedRequest(body: ErrorBody | null): Description {
  const what = 'refused the request';
  const message = body?.message ?? '';
  if (/max_completion_tokens/.test(message)) return { what, hint: 'Set maxTokensField: max_completion_tokens.' };
  if (/\btemperature\b/.test(message)) return { what, hint: 'Set sampling.temperature: 1, if it takes no other.' };
  if (/\bseed\b/.test(message)) return { what, hint: 'Set seed: false, if it is the seed it cannot take.' };
  if (/system (role|message)/i.test(message)) return { what, hint: 'Set systemRole: none, if it has no system role.' };
  return { what };
}

function missing(status: number, body: ErrorBody | null, answer: HttpAnswer, endpoint: Endpoint): Description {
  if (status < 400) {
    const to = answer.headers.location;
    return {
      what: `redirects${to === undefined ? '' : ` to ${quoted(endpoint, to)}`}, and redirects are not followed`,
      hint: 'Put the final address into baseUrl, if you trust it.',
    };
  }
  if (/model|endpoints found/i.test(body?.message ?? '') || body?.codes.includes('model_not_found') === true) {
    return { what: 'does not know this model', hint: `The server lists the names it knows at ${endpoint.url}/models.` };
  }
  return {
    what: 'has no chat completions at this path',
    hint: `Is the baseUrl right? It should usually end in /v1. Asked was ${endpoint.url}/chat/completions`,
  };
}
