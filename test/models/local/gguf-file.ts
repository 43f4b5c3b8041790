/** One value of a hand-made GGUF: texts, 32-bit numbers, arrays of texts. */
export type MetadataValue = string | number | readonly string[];

/** A GGUF file made by hand, with one F32 tensor of `elements` numbers. */
export function ggufFile(
  metadata: { readonly [key: string]: MetadataValue },
  options: { readonly elements?: number; readonly version?: number } = {},
): Buffer {
  const { elements = 64, version = 3 } = options;
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(1),
    u64(Object.keys(metadata).length),
    ...Object.entries(metadata).map(([key, value]) => Buffer.concat([text(key), typed(value)])),
    text('weights'),
    u32(1),
    u64(elements),
    u32(0),
    u64(0),
  ]);
  const padding = Buffer.alloc((32 - (head.length % 32)) % 32);
  return Buffer.concat([head, padding, Buffer.alloc(elements * 4, 1)]);
}

function typed(value: MetadataValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)]);
  if (typeof value === 'number') return Buffer.concat([u32(4), u32(value)]);
  return Buffer.concat([u32(9), u32(8), u64(value.length), ...value.map(text)]);
}

function text(value: string): Buffer {
  return Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}
