/** Something read as JSON. */
type Json = unknown;

/** The same with another text at a place in it, named from the outermost on; what is not on the way there is shared. */
export function withTextAt<Whole extends Json>(whole: Whole, path: readonly string[], text: string): Whole {
  return changed(whole, path, text) as Whole;
}

function changed(part: Json, path: readonly string[], text: string): Json {
  const [name, ...rest] = path;
  if (name === undefined) return text;
  if (Array.isArray(part))
    return part.map((one, index) => (String(index) === name ? changed(one, rest, text) : (one as Json)));
  if (typeof part !== 'object' || part === null || !Object.hasOwn(part, name)) return part;
  return { ...part, [name]: changed((part as Record<string, Json>)[name], rest, text) };
}
