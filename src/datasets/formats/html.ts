import { createRequire } from 'node:module';

import type { NodeHtmlMarkdown } from 'node-html-markdown';

import { messageOf } from '../../base/errors.ts';
import { badRecord } from '../records/record.ts';

const block = 'div|p|pre|ol|ul|table|blockquote|h[1-6]';
const begins = new RegExp(`^\\s*<(${block})(\\s[^>]*)?>`, 'i');
const ends = new RegExp(`</(${block})>\\s*$`, 'i');
/** Elements within each other; a page people read has a few dozen. */
const deepest = 1000;

let converter: NodeHtmlMarkdown | null = null;

/** Whether a text is HTML from its start to its end, rather than a text that speaks of HTML. */
export function isHtml(text: string): boolean {
  return begins.test(text) && ends.test(text);
}

/**
 * HTML as the Markdown it was before a browser showed it. Buttons, such as the one that copies code, are left out.
 *
 * @throws ExitpollError, without a place, when elements are nested without end.
 */
export function htmlToMarkdown(html: string): string {
  const tooDeep = badRecord(
    'a turn is HTML that is nested too deep to be read.',
    'bad-html',
    'Read it with `html: keep`.',
  );
  if (depthOf(html) > deepest) throw tooDeep;
  converter ??= openConverter();
  try {
    return converter.translate(bareCode(html)).trim();
  } catch (thrown) {
    if (thrown instanceof RangeError) throw tooDeep;
    throw badRecord(`a turn is HTML that cannot be read: ${messageOf(thrown).slice(0, 120)}`, 'bad-html');
  }
}

/** Loaded when the first HTML is met: most datasets have none, and every command would wait for it. */
function openConverter(): NodeHtmlMarkdown {
  const library = createRequire(import.meta.url)('node-html-markdown') as typeof import('node-html-markdown');
  return new library.NodeHtmlMarkdown({ ignore: ['button', 'svg', 'style', 'script'], keepDataImages: false });
}

/** Code without the frame that chat pages put around it, its language and its buttons: `<pre><code>` alone. */
function bareCode(html: string): string {
  const parts: string[] = [];
  let done = 0;
  for (;;) {
    const start = html.indexOf('<pre', done);
    const end = start < 0 ? -1 : html.indexOf('</pre>', start);
    if (end < 0) break;
    const code = html.indexOf('<code', start);
    const codeEnd = html.lastIndexOf('</code>', end);
    const isCode = code >= 0 && codeEnd > code && code < end;
    parts.push(
      html.slice(done, start),
      isCode ? `<pre>${html.slice(code, codeEnd).trimEnd()}</code></pre>` : html.slice(start, end + 6),
    );
    done = end + 6;
  }
  return parts.join('') + html.slice(done);
}

function depthOf(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [, close, , selfClosed] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/gi)) {
    depth += close === '/' ? -1 : selfClosed === '/' ? 0 : 1;
    most = Math.max(most, depth);
  }
  return most;
}
