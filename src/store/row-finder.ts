/** Finds the rows of items by their ids. */
export interface RowFinder {
  /** The row of an item; −1 where it has none. */
  of(itemId: number): number;
  /** All rows, by the ids of their items. */
  inOrderOfIds(): Int32Array;
}

/** Ids that leap further than this many times their number are found by a map, in memory that they do not decide. */
const mostSpread = 8;
const alwaysEnough = 1024;

/** Finds rows by the ids that stand in them. @param ids of the items, row by row; each once */
export function rowFinder(ids: Float64Array): RowFinder {
  const least = ids.reduce((one, other) => Math.min(one, other), Infinity);
  const span = ids.reduce((one, other) => Math.max(one, other), -Infinity) - least + 1;
  const isNear = ids.length > 0 && span <= mostSpread * ids.length + alwaysEnough;
  return isNear ? new NearRows(ids, least, span) : new FarRows(ids);
}

class NearRows implements RowFinder {
  readonly #least: number;
  readonly #rows: Int32Array;

  constructor(ids: Float64Array, least: number, span: number) {
    this.#least = least;
    this.#rows = new Int32Array(span).fill(-1);
    for (const [row, id] of ids.entries()) this.#rows[id - least] = row;
  }

  of(itemId: number): number {
    return this.#rows[itemId - this.#least] ?? -1;
  }

  inOrderOfIds(): Int32Array {
    return this.#rows.filter((row) => row >= 0);
  }
}

class FarRows implements RowFinder {
  readonly #rows: ReadonlyMap<number, number>;

  constructor(ids: Float64Array) {
    this.#rows = new Map(Array.from(ids, (id, row) => [id, row]));
  }

  of(itemId: number): number {
    return this.#rows.get(itemId) ?? -1;
  }

  inOrderOfIds(): Int32Array {
    const byId = [...this.#rows].toSorted(([one], [other]) => one - other);
    return Int32Array.from(byId, ([, row]) => row);
  }
}
