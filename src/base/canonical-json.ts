/** What can be written as JSON; keys whose value is `undefined` are left out, as `JSON.stringify` does. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * JSON with the keys of every object sorted by UTF-16 code units, so that equal content has equal text.
 * Source: the ordering rule of RFC 8785; lone surrogates are escaped (`\udXXX`) as `JSON.stringify` escapes them,
 * where RFC 8785 forbids them, because text from outside may hold any.
 *
 * @throws TypeError on a number that is not finite: JSON would turn it into `null` and two contents would share a name.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot hold ${value}`);
    return JSON.stringify(value);
  }
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${parts.join(',')}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
