import type { MadeKind } from '../made/made-source.ts';
import { arrays as arrayKinds, typeOf, type PackedType, type Unpacked } from '../wire/packed.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';

/** Where an array stands behind the head. */
interface Place {
  readonly numbers: PackedType;
  readonly at: number;
  readonly length: number;
}

/** Arrays of numbers begin where any of them may. */
const alignment = 8;

/** Columns as bytes: the length of the head, the head as JSON, and behind it the arrays as they are in memory. */
export function columnsToBytes(columns: TrialColumns): Uint8Array {
  const arrays: { readonly at: number; readonly numbers: Unpacked }[] = [];
  let size = 0;
  const head = Buffer.from(
    JSON.stringify(columns, (_key, value: unknown) => {
      if (!ArrayBuffer.isView(value)) return value;
      const numbers = value as Unpacked;
      const place: Place = { numbers: typeOf(numbers), at: size, length: numbers.length };
      arrays.push({ at: size, numbers });
      size = aligned(size + numbers.byteLength);
      return place;
    }),
  );
  const start = aligned(alignment + head.length);
  const bytes = Buffer.alloc(start + size);
  bytes.writeUInt32LE(head.length, 0);
  bytes.set(head, alignment);
  for (const { at, numbers } of arrays) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), start + at);
  }
  return bytes;
}

/** Columns that are kept as `columnsToBytes` gives them. Their arrays lie in the bytes they are read from. */
export const columnsKind: MadeKind<TrialColumns> = {
  what: 'columns 1',
  read: (kept) => {
    const bytes = kept.byteOffset % alignment === 0 ? kept : Buffer.from(new Uint8Array(kept).buffer);
    const headLength = bytes.readUInt32LE(0);
    const start = aligned(alignment + headLength);
    const head = bytes.toString('utf8', alignment, alignment + headLength);
    return JSON.parse(head, (_key, value: unknown) =>
      isPlace(value)
        ? new arrayKinds[value.numbers](bytes.buffer as ArrayBuffer, bytes.byteOffset + start + value.at, value.length)
        : value,
    ) as TrialColumns;
  },
};

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'numbers' in value && 'at' in value;
}

function aligned(size: number): number {
  return Math.ceil(size / alignment) * alignment;
}
