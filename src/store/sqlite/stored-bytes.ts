/** Where bytes of a store came from, to be told when they are not what they should be. */
export interface BytesOrigin {
  readonly file: string;
  /** The table and the row, in words. */
  readonly row: () => string;
  readonly column: string;
}

const origin = Symbol('origin');

type Noted = Uint8Array & { [origin]?: BytesOrigin };

/**
 * Notes where bytes came from, for as long as somebody has them. On the bytes themselves: collecting garbage takes long
 * beside a WeakMap of very many.
 */
export function noteOrigin(bytes: Noted, from: BytesOrigin): void {
  bytes[origin] = from;
}

/** Where bytes came from; `null` of those that no statement of a store that is read gave. */
export function originOf(bytes: Noted): BytesOrigin | null {
  return bytes[origin] ?? null;
}
