/** What a CSV cell can hold; `null` is an empty cell. */
export type CsvValue = string | number | boolean | null;

// What spreadsheets take for a formula, also behind blanks and in its full-width forms; and our own mark.
const acts = /^(?:[\t\r\n']|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu;

/**
 * One cell by RFC 4180. Text that a spreadsheet could run as a formula gets a leading apostrophe, as does text that
 * begins with one, so that dropping one leading apostrophe gives the text back. Numbers stay numbers, negative ones
 * too. Control characters but tab and line ends are written as visible escapes (`\u{1b}`).
 */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const visible = value.replace(control, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
  const safe = acts.test(visible) ? `'${visible}` : visible;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record by RFC 4180, its line end (CRLF) included. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}
