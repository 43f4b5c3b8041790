import { packed, unpacked, type Packed, type Unpacked } from '../packed.ts';
import type { ItemColumns, TrialColumns } from './trial-columns.ts';

/** A value with its arrays of numbers packed, to be kept as JSON. */
type WithPacked<Columns> = {
  readonly [name in keyof Columns]: Columns[name] extends Unpacked ? Packed : Columns[name];
};

/** Columns of trials as JSON: a little under 40 characters a trial. */
export type PackedColumns = Omit<WithPacked<TrialColumns>, 'items'> & { readonly items: WithPacked<ItemColumns> };

/** Packs columns to be kept as JSON. */
export function packedColumns(columns: TrialColumns): PackedColumns {
  return { ...withPacked(columns), items: withPacked(columns.items) };
}

/** The columns that were packed. */
export function unpackedColumns(columns: PackedColumns): TrialColumns {
  return { ...withUnpacked(columns), items: withUnpacked(columns.items) } as unknown as TrialColumns;
}

function withPacked<Columns extends object>(columns: Columns): WithPacked<Columns> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? packed(value as Unpacked) : value,
    ]),
  ) as WithPacked<Columns>;
}

function withUnpacked(columns: object): object {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, isPacked(value) ? unpacked(value) : value]),
  );
}

function isPacked(value: unknown): value is Packed {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}
