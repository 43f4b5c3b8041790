import type { Conversation } from '../conversation/messages.ts';
import type { Reply } from '../conversation/reply.ts';
import { damagedBytes, fromJsonBytes } from './bytes.ts';

/** A conversation from its bytes. @throws ExitpollError where they are none. */
export function storedConversation(bytes: Uint8Array): Conversation {
  const value = fromJsonBytes<unknown>(bytes);
  if (!isConversation(value)) throw damagedBytes(bytes, 'is no conversation');
  return value;
}

/** Whether a value of JSON has the parts of a conversation, as lead-ins have too. */
export function isConversation(value: unknown): value is Conversation {
  return (
    isObject(value) &&
    isTextOrNull(value['system']) &&
    Array.isArray(value['messages']) &&
    value['messages'].every((one: unknown) => isObject(one) && isText(one['role']) && isText(one['text']))
  );
}

/** A reply from its bytes. @throws ExitpollError where they are none. */
export function storedReply(bytes: Uint8Array): Reply {
  const value = fromJsonBytes<unknown>(bytes);
  const isOne =
    isObject(value) &&
    isText(value['text']) &&
    isTextOrNull(value['reasoning']) &&
    Array.isArray(value['toolCalls']) &&
    value['toolCalls'].every((one: unknown) => isObject(one) && isText(one['name']) && isText(one['arguments']));
  if (!isOne) throw damagedBytes(bytes, 'is no reply');
  return value as unknown as Reply;
}

/** A text from its bytes. @throws ExitpollError where they are none. */
export function storedText(bytes: Uint8Array): string {
  const value = fromJsonBytes<unknown>(bytes);
  if (typeof value !== 'string') throw damagedBytes(bytes, 'is no text');
  return value;
}

/** Settings, words or other things with named parts from their bytes. @throws ExitpollError where they have no parts. */
export function storedObject<Value>(bytes: Uint8Array): Value {
  const value = fromJsonBytes<unknown>(bytes);
  if (!isObject(value)) throw damagedBytes(bytes, 'is not what should stand there');
  return value as Value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'string';
}
