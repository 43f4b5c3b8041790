/** A text cannot be searched for less without hitting ordinary words. */
const shortest = 6;

/**
 * Takes keys out of texts that may repeat them, such as error bodies: as they are, URL-encoded, in Base64, and
 * whatever follows `Bearer`, known or not.
 */
export class Scrubber {
  readonly #forms = new Set<string>();

  /** Remembers a key. Very short ones are left alone, since they could be any word. */
  add(value: string): void {
    if (value.length < shortest) return;
    for (const form of [
      value,
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
      Buffer.from(value).toString('base64'),
      Buffer.from(value).toString('base64url'),
    ]) {
      this.#forms.add(form);
    }
  }

  /** The text with `[key]` in place of every key. */
  scrub(text: string): string {
    // Longest first: one key may begin with another.
    const forms = [...this.#forms].sort((a, b) => b.length - a.length);
    let clean = text;
    for (const form of forms) clean = clean.replaceAll(form, '[key]');
    return clean.replace(/\b(Bearer)(\s+|%20|\+)[\w.~+/=%-]{6,}/gi, '$1 [key]');
  }
}
