/** Numbers as base64 of their bytes, little-endian: a third larger than they are, and read without parsing. */
export interface Packed {
  readonly type: PackedType;
  readonly bytes: string;
}

/** The kinds of arrays that can be packed. */
export type PackedType = 'u8' | 'u16' | 'u32' | 'i32' | 'f32' | 'f64';

/** Numbers by place, as they come out of `Packed`. */
export type Unpacked = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** What makes an array of each kind. */
export const arrays = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const satisfies { readonly [type in PackedType]: unknown };

/** Packs numbers as they are. */
export function packed(numbers: Unpacked): Packed {
  const type = typeOf(numbers);
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + pieceBytes)));
  }
  return { type, bytes: btoa(pieces.join('')) };
}

/** The kind of an array. */
export function typeOf(numbers: Unpacked): PackedType {
  if (numbers instanceof Uint8Array) return 'u8';
  if (numbers instanceof Uint16Array) return 'u16';
  if (numbers instanceof Uint32Array) return 'u32';
  if (numbers instanceof Int32Array) return 'i32';
  return numbers instanceof Float32Array ? 'f32' : 'f64';
}

/** So many arguments a function takes everywhere. */
const pieceBytes = 8192;

/** Packs counts, as narrow as the largest of them allows. */
export function packedCounts(counts: Uint32Array): Packed {
  let most = 0;
  for (const one of counts) most = Math.max(most, one);
  return packed(
    most < 2 ** 8 ? Uint8Array.from(counts) : most < 2 ** 16 ? Uint16Array.from(counts) : Int32Array.from(counts),
  );
}

/** The numbers that were packed. */
export function unpacked({ type, bytes }: Packed): Unpacked {
  const text = atob(bytes);
  const found = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) found[index] = text.charCodeAt(index);
  return new arrays[type](found.buffer);
}
