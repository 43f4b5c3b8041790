import type { Json } from '../base/canonical-json.ts';
import { damagedStore } from './sqlite/errors.ts';
import { originOf } from './sqlite/stored-bytes.ts';

/**
 * JSON as bytes. Texts from outside are kept so because a database's TEXT changes a lone surrogate and cuts at a
 * NUL, where JSON escapes both.
 */
export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

/**
 * Back from `jsonBytes`. The caller states the type, which is not looked at: `stored-json.ts` does that for what strangers'
 * stores may hold.
 *
 * @throws ExitpollError where bytes of a store are no JSON.
 */
export function fromJsonBytes<Value = Json>(bytes: Uint8Array): Value {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as Value;
  } catch (error) {
    throw damagedBytes(bytes, 'is no JSON', error);
  }
}

/** An error that says where bytes of a store stand that cannot be as they are. */
export function damagedBytes(bytes: Uint8Array, what: string, cause?: unknown): Error {
  const origin = originOf(bytes);
  if (origin === null) return new Error(`bytes of a store: ${what}`, { cause });
  return damagedStore(origin.file, `${origin.column} of ${origin.row()} ${what}`, cause);
}

/** A lower-case hex hash as bytes: half the size, and faster to compare. */
export function hashBytes(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

export function hashHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
