import type { Reply, Usage } from '../../conversation/reply.ts';
import type { ModelErrorKind } from '../model-error.ts';
import type { Endpoint } from './endpoint.ts';

/** What a failed call is said to have met, and what the user can do. */
export interface Description {
  readonly what: string;
  readonly hint?: string;
}

/**
 * What is said of a failure alike in every protocol; `null` where the protocol has words of its own.
 *
 * @param page of the docs that tells how keys are bound
 */
export function describeAnywhere(kind: ModelErrorKind, endpoint: Endpoint, page: string): Description | null {
  switch (kind) {
    case 'auth':
      return refusedKey(endpoint, page);
    case 'no-credit':
      return { what: 'has no credit left for this key', hint: `Check the account at ${endpoint.host}.` };
    case 'context-too-long':
      return { what: 'says the prompt does not fit its context window' };
    case 'rate-limit':
      return { what: 'asks for fewer requests', hint: 'Lower --concurrency.' };
    case 'timeout':
      return { what: 'gave the request up as too slow' };
    default:
      return null;
  }
}

function refusedKey(endpoint: Endpoint, page: string): Description {
  if (endpoint.keySource === null) {
    return {
      what: 'wants a key, and none is known for it',
      hint: `Bind one to ${endpoint.host} in your keys.yaml (docs/${page} says how).`,
    };
  }
  return {
    what: `refused the key from ${endpoint.keySource}`,
    hint: `Is it a key for ${endpoint.host}, still valid, and allowed this model?`,
  };
}

/** The empty reply of a call whose answer the provider withheld. */
export function withheldReply(finishRaw: string | null, usage: Usage | null): Reply {
  return {
    text: '',
    reasoning: null,
    toolCalls: [],
    finish: 'filtered',
    finishRaw,
    usage,
    servedModel: null,
    fingerprint: null,
  };
}
