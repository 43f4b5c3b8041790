import type { ToolSpec } from './messages.ts';

type Schema = ToolSpec['parameters'];

/**
 * The parameters of a tool in an order of their own: `type` first, as schemas are written, then by name. Stores keep no
 * order, and a request that goes on from an earlier one is to say the same.
 */
export function toolSchema({ parameters }: ToolSpec): Schema {
  return ordered(parameters);
}

function ordered(schema: Schema): Schema {
  const names = Object.keys(schema).sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, orderedValue(schema[name] ?? null)]));
}

function rank(name: string): number {
  return name === 'type' ? 0 : 1;
}

function orderedValue(value: Schema[string]): Schema[string] {
  if (Array.isArray(value)) return value.map((one: Schema[string]) => orderedValue(one));
  return typeof value === 'object' && value !== null ? ordered(value as Schema) : value;
}
