/** Where bytes of a store came from, to be told when they are not what they should be. */
export interface BytesOrigin {
  readonly file: string;
  /** The table and the row, in words. */
  readonly row: () => string;
  readonly column: string;
}

const origins = new WeakMap<Uint8Array, BytesOrigin>();

/** Notes where bytes came from, for as long as somebody has them. */
export function noteOrigin(bytes: Uint8Array, origin: BytesOrigin): void {
  origins.set(bytes, origin);
}

/** Where bytes came from; `null` of those that no statement of a store that is read gave. */
export function originOf(bytes: Uint8Array): BytesOrigin | null {
  return origins.get(bytes) ?? null;
}
