import { canonicalJson, type Json } from '../base/canonical-json.ts';
import { sha256 } from '../base/hash.ts';
import { extendHash, systemHash } from '../conversation/prefix-hash.ts';
import type { Message } from '../conversation/messages.ts';
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
  const { model, request, series, draw } = name;
  // Canonical JSON put together by hand, keys in their order: what all requests of an arm share is written once. Parts
  // are left out where they are not used, so that all other keys stay as they are.
  const parts = [
    `"draw":${draw}`,
    `"instructions":${JSON.stringify(request.instructions)}`,
    `"messages":"${messagesHash(request)}"`,
    `"model":"${model}"`,
    ...(request.prefill === undefined ? [] : [`"prefill":${JSON.stringify(request.prefill)}`]),
    ...(request.readout === undefined ? [] : [`"readout":${sharedJson(request.readout)}`]),
    `"sampling":${sharedJson(request.sampling)}`,
    `"series":${JSON.stringify(series)}`,
    ...(request.stop === undefined ? [] : [`"stop":${sharedJson(request.stop)}`]),
    `"tools":${sharedJson(request.tools)}`,
  ];
  return sha256(`{${parts.join(',')}}`);
}

const jsonOf = new WeakMap<object, string>();

function sharedJson(value: object): string {
  let json = jsonOf.get(value);
  if (json === undefined) jsonOf.set(value, (json = canonicalJson(value as Json)));
  return json;
}

/** The seed of a generation's request, in [0, 2^31): a function of its key. */
export function seedOf(key: string): number {
  return Number.parseInt(key.slice(0, 8), 16) >>> 1;
}

// All arms of an item send the same array of messages, and all turns of a conversation the same first messages, so each
// hash is computed once.
const hashes = new WeakMap<object, { readonly system: string | null; readonly hash: string }>();
const extended = new WeakMap<Message, { readonly prefix: string; readonly hash: string }>();
let lastSystem: { readonly system: string | null; readonly hash: string } = { system: null, hash: systemHash(null) };

function messagesHash(request: ModelRequest): string {
  const { system, messages } = request;
  const known = hashes.get(messages);
  if (known !== undefined && known.system === system) return known.hash;
  if (lastSystem.system !== system) lastSystem = { system, hash: systemHash(system) };
  const hash = messages.reduce(extend, lastSystem.hash);
  hashes.set(messages, { system, hash });
  return hash;
}

function extend(prefix: string, message: Message): string {
  const known = extended.get(message);
  if (known?.prefix === prefix) return known.hash;
  const hash = extendHash(prefix, message);
  extended.set(message, { prefix, hash });
  return hash;
}
