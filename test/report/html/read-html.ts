/** A page as a strict reader sees it: tags in order, and the text between them with its entities read. */
export interface ReadHtml {
  readonly tags: readonly string[];
  readonly attributes: readonly string[];
  readonly text: string;
}

const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*)\s*(\/?)>/g;
const empty = new Set(['meta', 'br', 'hr', 'img', 'input', 'link']);
const entities: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/** Reads a page, failing where a tag is not closed, an attribute is not quoted, or a `<` stands in text. */
export function readHtml(page: string): ReadHtml {
  const body = page.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/g, '');
  const tags: string[] = [];
  const attributes: string[] = [];
  const open: string[] = [];
  let text = '';
  let from = 0;
  for (const match of body.matchAll(tag)) {
    text += readText(body.slice(from, match.index));
    from = match.index + match[0].length;
    const [, slash, name = '', rest = '', selfClosed] = match;
    if (slash === '/') {
      if (open.pop() !== name) throw new Error(`${match[0]} closes another tag`);
    } else {
      tags.push(name);
      attributes.push(
        ...[...rest.matchAll(/([a-zA-Z][a-zA-Z0-9:-]*)(?:="[^"]*")?/g)].map(([, attribute = '']) => attribute),
      );
      if (selfClosed !== '/' && !empty.has(name)) open.push(name);
    }
  }
  text += readText(body.slice(from));
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`);
  return { tags, attributes, text };
}

function readText(raw: string): string {
  const wrong = /[<>]|&(?!(?:amp|lt|gt|quot|#39|nbsp);)/.exec(raw);
  if (wrong !== null) throw new Error(`not text: ${raw.slice(Math.max(0, wrong.index - 40), wrong.index + 40)}`);
  return raw.replace(/&([^;]*);/g, (_, name: string) => entities[name] ?? '');
}
