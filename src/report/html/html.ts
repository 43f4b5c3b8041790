import { visibleParts } from '../visible-text.ts';

/** A piece of markup that is safe to show: only `html` and `rawHtml` make one. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What a template may hold. Everything but `Html` is escaped; `null` and `false` are nothing. */
export type HtmlValue = Html | string | number | null | false | readonly HtmlValue[];

/** A template whose values are escaped, for text and for attributes in double quotes alike. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(render)));
}

/** Markup made by us or by a library that escapes. Never for text from outside. */
export function rawHtml(markup: string): Html {
  return new Html(markup);
}

/**
 * Text in which nothing can be markup and nothing is hidden: invisible characters stand as `[U+202E]`.
 * Valid in elements and in quoted attributes.
 */
export function escapeHtml(text: string): string {
  if (harmless.test(text)) return text;
  return visibleParts(text)
    .map((part) => (part.kind === 'plain' ? escapePlain(part.text) : `[${part.text}]`))
    .join('');
}

/** Nearly all of a page: numbers, names and words of our own. */
const harmless = /^[\n\t !#-%(-;=?-~\u2010-\u2022\u2026\u00a0-\u00ac\u00ae-\u02ff]*$/;

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapePlain(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function render(value: HtmlValue): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(render).join('');
}
