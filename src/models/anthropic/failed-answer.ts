import type { Reply, Usage } from '../../conversation/reply.ts';
import { describeAnywhere, withheldReply, type Description } from '../http/description.ts';
import { nameOf, quoted, type Endpoint } from '../http/endpoint.ts';
import type { ErrorBody } from '../http/error-body.ts';
import { failureKind } from '../http/failure-kind.ts';
import { longWait, readRetryAfter } from '../http/retry-after.ts';
import { ModelError, type ModelErrorKind } from '../model-error.ts';

/** A call that was answered with something else than a message. */
export interface FailedCall {
  readonly endpoint: Endpoint;
  readonly hadTools: boolean;
  readonly hadPrefill: boolean;
  /** Milliseconds since 1970, for `Retry-After` as a date. */
  readonly now: number;
}

/** An answer's status and headers; of an error in the midst of a stream, the status that its words stand for. */
export interface FailedStatus {
  readonly status: number;
  readonly headers: Parameters<typeof readRetryAfter>[0];
}

/** The status that an error's type stands for, for errors that come without one of their own. */
const statuses: { readonly [type: string]: number } = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  conflict_error: 409,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** The status an error in a stream stands for; 500 where its type is not known. */
export function statusOf(body: ErrorBody | null): number {
  const known = body?.codes.map((code) => statuses[code]).find((status) => status !== undefined);
  return known ?? 500;
}

/**
 * What to do with an answer that is not a message: an empty reply where the provider withheld it.
 *
 * @param usage what the call was charged with, as far as it is known.
 * @throws ModelError in every other case.
 */
export function failedAnswer(
  { status, headers }: FailedStatus,
  body: ErrorBody | null,
  call: FailedCall,
  usage: Usage | null = null,
): Reply {
  const kind = kindOf(status, body, call);
  if (kind === 'filtered') return withheldReply('content filtering', usage);
  const retryAfterMs = readRetryAfter(headers, call.now);
  const { what, hint } = describe(kind, status, body, call.endpoint);
  const said = body?.message ? `: ${quoted(call.endpoint, body.message)}` : '';
  const wait = kind === 'rate-limit' ? longWait(retryAfterMs) : '';
  throw new ModelError(kind, `${nameOf(call.endpoint)} ${what}${wait} (HTTP ${status})${said}`, {
    status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
    ...(usage === null ? {} : { usage }),
  });
}

/** Sentences of the service itself, which come under the one type `invalid_request_error`. */
function kindOf(status: number, body: ErrorBody | null, call: FailedCall): ModelErrorKind | 'filtered' {
  const message = body?.message ?? '';
  if (status < 500 && /blocked by content filtering/i.test(message)) return 'filtered';
  if (/credit balance is too low|reached your specified .*usage limits/i.test(message)) return 'no-credit';
  if (
    status === 400 &&
    call.hadPrefill &&
    /prefill|end with a user message|final `?assistant`? (message|content)/i.test(message)
  ) {
    return 'unsupported-readout';
  }
  // No window is as large as the largest request.
  if (status === 413 || /exceed(s)? context limit/i.test(message)) return 'context-too-long';
  if (status === 504) return 'timeout';
  return failureKind(status, body, call.hadTools);
}

function describe(kind: ModelErrorKind, status: number, body: ErrorBody | null, endpoint: Endpoint): Description {
  switch (kind) {
    case 'not-found':
      return missing(status, body, endpoint);
    case 'unsupported-tools':
      return { what: 'cannot be offered tools', hint: 'Set tools: false for this model.' };
    case 'unsupported-readout':
      return { what: 'cannot begin its reply with given words' };
    case 'overloaded':
      return { what: 'is overloaded' };
    case 'bad-request':
      return refusedRequest(body);
    default:
      return describeAnywhere(kind, endpoint, 'models-anthropic.md') ?? { what: 'failed' };
  }
}

/** Settings that make up for what a model does not take. */
function refusedRequest(body: ErrorBody | null): Description {
  const what = 'refused the request';
  const message = body?.message ?? '';
  if (/temperature/.test(message) && /top_p/.test(message)) {
    return { what, hint: 'Set sampling.temperature or sampling.topP, and leave the other at 1.' };
  }
  if (/\btemperature\b/.test(message))
    return { what, hint: 'This model draws at temperature 1 alone: set sampling.temperature: 1.' };
  if (/\btop_p\b/.test(message)) return { what, hint: 'This model takes no top_p: leave sampling.topP at 1.' };
  if (/budget_tokens/.test(message)) return { what, hint: 'sampling.maxTokens must be above thinking.budget_tokens.' };
  return { what };
}

function missing(status: number, body: ErrorBody | null, endpoint: Endpoint): Description {
  if (status < 400) {
    return {
      what: 'redirects, and redirects are not followed',
      hint: 'Put the final address into baseUrl, if you trust it.',
    };
  }
  if (/model/i.test(body?.message ?? '')) {
    return { what: 'does not know this model', hint: 'Check the name in the list of models of its provider.' };
  }
  return { what: 'has no messages at this path', hint: hintOf(endpoint) };
}

/** Almost always the address is wrong where no answer of this protocol comes. */
export function hintOf(endpoint: Endpoint): string {
  return `Is the baseUrl right? Asked was ${endpoint.url}/v1/messages`;
}
