import type { Json } from '../base/canonical-json.ts';

/**
 * JSON as bytes. Texts from outside are kept so because a database's TEXT changes a lone surrogate and cuts at a
 * NUL, where JSON escapes both.
 */
export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

/** Back from `jsonBytes`. The caller states the type: only this program writes these bytes. */
export function fromJsonBytes<Value = Json>(bytes: Uint8Array): Value {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as Value;
}

/** A lower-case hex hash as bytes: half the size, and faster to compare. */
export function hashBytes(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

export function hashHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
