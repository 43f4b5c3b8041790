import { canonicalJson, type Json } from '../base/canonical-json.ts';
import { sha256 } from '../base/hash.ts';
import type { Message } from './messages.ts';

const noSystem = sha256('system:null');

/** The hash a conversation starts from: its system prompt. */
export function systemHash(system: string | null): string {
  return system === null ? noSystem : sha256(`system:${canonicalJson(system)}`);
}

/** The hash after one more message. Chained, so that the prefixes of a conversation cost one pass, not one each. */
export function extendHash(prefix: string, message: Message): string {
  return sha256(`${prefix}${canonicalJson(message as unknown as Json)}`);
}

/** What names a conversation, or a part of it from its start. */
export function prefixHash(system: string | null, messages: readonly Message[]): string {
  return messages.reduce(extendHash, systemHash(system));
}
