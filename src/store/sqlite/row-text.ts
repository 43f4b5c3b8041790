/** What a row is called in an error: its table, and what tells it apart there. */
export function rowText(table: string, key: readonly string[], valueOf: (column: string) => unknown): string {
  if (key.length === 1 && key[0] === 'id') return `${table} ${shownValue(valueOf('id'))}`;
  return `${table} (${key.map((column) => `${column} ${shownValue(valueOf(column))}`).join(', ')})`;
}

const mostShown = 40;

/** A value of a store as an error shows it: short, on one line. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (value instanceof Uint8Array) return 'bytes';
  const text = typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}
