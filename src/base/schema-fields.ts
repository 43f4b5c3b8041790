import type { z } from 'zod';

/** Every field name that occurs anywhere in a schema: what a misspelt field is compared with. */
export function schemaFields(schema: z.ZodType): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const definition = (value as { _zod?: { def?: Record<string, unknown> } })._zod?.def;
    if (definition === undefined) return;
    for (const [key, part] of Object.entries(definition)) {
      if (key === 'shape') for (const name of Object.keys(part as object)) names.add(name);
      if (Array.isArray(part)) part.forEach(walk);
      else if (key === 'shape') Object.values(part as object).forEach(walk);
      else walk(part);
    }
  };
  walk(schema);
  return [...names];
}
