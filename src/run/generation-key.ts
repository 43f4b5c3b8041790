import type { Json } from '../base/canonical-json.ts';
import { contentHash } from '../base/hash.ts';
import { prefixHash } from '../conversation/prefix-hash.ts';
import type { ModelRequest } from '../conversation/request.ts';

/** All that decides a reply but chance: equal keys, one generation. */
export interface GenerationName {
  /** Hash of what the model is. */
  readonly model: string;
  readonly request: ModelRequest;
  /** `main`, or the name of a replication that wants fresh draws. */
  readonly series: string;
  /** The epoch. */
  readonly draw: number;
}

/** H(model, request without seed, series, draw), lower-case hex. */
export function generationKey(name: GenerationName): string {
  const { request } = name;
  return contentHash({
    model: name.model,
    series: name.series,
    draw: name.draw,
    messages: messagesHash(request),
    instructions: request.instructions,
    tools: request.tools as unknown as Json,
    sampling: request.sampling as unknown as Json,
    // Left out where they are not used, so that all other keys stay as they are.
    stop: request.stop as Json | undefined,
    prefill: request.prefill,
    readout: request.readout as Json | undefined,
  });
}

/** The seed of a generation's request, in [0, 2^31): a function of its key. */
export function seedOf(key: string): number {
  return Number.parseInt(key.slice(0, 8), 16) >>> 1;
}

// All arms of an item send the same array of messages, so its hash is computed once.
const hashes = new WeakMap<object, { readonly system: string | null; readonly hash: string }>();

function messagesHash(request: ModelRequest): string {
  const known = hashes.get(request.messages);
  if (known !== undefined && known.system === request.system) return known.hash;
  const hash = prefixHash(request.system, request.messages);
  hashes.set(request.messages, { system: request.system, hash });
  return hash;
}
