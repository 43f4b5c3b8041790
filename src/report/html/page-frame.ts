import { visibleLine } from '../visible-text.ts';
import type { PagePart } from './effects.ts';
import { html, rawHtml, type Html } from './html.ts';
import { stylesheet } from './stylesheet.ts';

/** What a page is made of. */
export interface Page {
  /** What the page is of, with what stands between; names from outside. */
  readonly names: readonly string[];
  readonly between: string;
  /** What is said under the heading. */
  readonly lead: Html;
  /** Sentences a reader must see before the numbers. */
  readonly warnings: readonly string[];
  readonly parts: readonly PagePart[];
  readonly footer: Html;
}

/** A page that needs nothing else: no script, no request, for light and dark screens, phones and paper. */
export function pageFrame({ names, between, lead, warnings, parts, footer }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>Exitpoll: ${names.join(between)}</title>
        <style>
          ${rawHtml(stylesheet)}
        </style>
      </head>
      <body>
        <main>
          <header class="top" id="top">
            <p class="brand">Exitpoll</p>
            <h1>${names.map((one, index) => html`${index > 0 && between}<bdi>${one}</bdi>`)}</h1>
            ${lead}
          </header>
          ${warningsBox(warnings)}
          <nav aria-label="Contents">
            <ul>
              ${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
            </ul>
          </nav>
          ${parts.map(
            ({ id, title, body }) =>
              html`<section id="${id}">
                <h2>${title}</h2>
                ${body}
              </section>`,
          )}
          <footer>${footer}</footer>
        </main>
      </body>
    </html>`;
}

function warningsBox(warnings: readonly string[]): Html | null {
  if (warnings.length === 0) return null;
  return html`<aside class="warnings">
    <h2>Before you read the numbers</h2>
    <ul>
      ${warnings.map((text) => html`<li><bdi>${visibleLine(text, 1000)}</bdi></li>`)}
    </ul>
  </aside>`;
}
