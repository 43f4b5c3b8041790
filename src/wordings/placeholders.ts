const placeholder = /\{\{\s{0,8}([^{}]{0,64}?)\s{0,8}\}\}/g;

/** The names between double braces in a text, each as often as it stands there. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map((match) => match[1] as string);
}

/**
 * The text with `{{name}}` replaced by the values' words. Replaced once: braces inside a value stay.
 *
 * @throws TypeError on a name that has no value; wordings are checked for that where they enter.
 */
export function fillPlaceholders(text: string, values: { readonly [name: string]: string }): string {
  return text.replace(placeholder, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new TypeError(`no value for the placeholder {{${name}}}`);
    return value;
  });
}
