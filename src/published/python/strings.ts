/** Decodes the text between the quotes of a Python literal. */
export function unescapePython(body: string): string {
  return body.replace(escape, (whole, sign: string) => {
    if (sign === '\n' || sign === '\r\n') return '';
    const simple = simpleEscapes[sign];
    if (simple !== undefined) return simple;
    if (/^[xuU]/.test(sign)) return codePoint(sign.slice(1), 16) ?? whole;
    if (/^[0-7]/.test(sign)) return codePoint(sign, 8) ?? whole;
    // Python keeps what it does not know as it stands.
    return whole;
  });
}

const escape = /\\(\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[^])/g;

const simpleEscapes: { readonly [sign: string]: string } = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function codePoint(digits: string, base: number): string | null {
  const code = Number.parseInt(digits, base);
  return code > 0x10_ff_ff ? null : String.fromCodePoint(code);
}

/** A literal's parts: its prefix in lower case, and where the text between its quotes lies. */
export interface LiteralParts {
  readonly prefix: string;
  readonly start: number;
  readonly end: number;
}

/** Takes a string literal apart; `null` when it is none. */
export function literalParts(literal: string): LiteralParts | null {
  const opening = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(literal);
  const [whole = '', prefix = '', quote = ''] = opening ?? [];
  if (quote === '' || !literal.endsWith(quote) || literal.length < whole.length + quote.length) return null;
  return { prefix: prefix.toLowerCase(), start: whole.length, end: literal.length - quote.length };
}
