import { hash } from 'node:crypto';

import { canonicalJson, type Json } from './canonical-json.ts';

/** SHA-256 of a text (as UTF-8) or of bytes, lower-case hex, 64 characters. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** The name of a content: SHA-256 of its canonical JSON, lower-case hex. */
export function contentHash(value: Json): string {
  return sha256(canonicalJson(value));
}

/** The first 8 characters of a hash: for screens and the names of cached files, never for keys. */
export function shortHash(hex: string): string {
  return hex.slice(0, 8);
}
