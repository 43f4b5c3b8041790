import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { escapeHtml, html, rawHtml } from '../../../src/report/html/html.ts';
import { anyText } from '../any-text.ts';
import { readHtml } from './read-html.ts';

describe('the html template', () => {
  test('escapes texts, keeps templates, leaves out nothings', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p>${inner}${null}${false}${[1, 'a&b']}</p>`.toString()).toBe('<p><b>&lt;i&gt;</b>1a&amp;b</p>');
  });

  test('an object that only looks like markup is no markup', () => {
    const forged = { markup: '<script>', toString: () => '<script>' } as unknown as string;
    expect(() => html`${forged}`.toString()).toThrow(TypeError);
    expect(rawHtml('<hr>').toString()).toBe('<hr>');
  });

  test('any text is text, in an element and in an attribute', () => {
    const text = anyText(20, '<', '>', '"', "'", '&', '&lt;', '</p>', '<script>', '-->', ']]>', '`');
    fc.assert(
      fc.property(text, (value) => {
        const read = readHtml(html`<p title="${value}">${value}</p>`.toString());
        expect(read.tags).toEqual(['p']);
        expect(read.attributes).toEqual(['title']);
        expect(escapeHtml(read.text)).toBe(escapeHtml(value));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
