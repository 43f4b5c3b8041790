import type { Json } from '../base/canonical-json.ts';
import { contentHash } from '../base/hash.ts';
import { prefixHash } from './prefix-hash.ts';
import type { ModelRequest } from './request.ts';

/**
 * The name of a request, lower-case hex: equal requests have equal names, whoever answers them, and whichever draw of
 * the answer it is. By it, replies that were produced elsewhere are matched to what a study asks.
 */
export function requestHash(request: ModelRequest): string {
  return contentHash({
    messages: prefixHash(request.system, request.messages),
    instructions: request.instructions,
    tools: request.tools as unknown as Json,
    sampling: request.sampling as unknown as Json,
    // Left out where they are not used, so that later additions leave the names of plain requests as they are.
    stop: request.stop as Json | undefined,
    prefill: request.prefill,
    readout: request.readout as Json | undefined,
  });
}
