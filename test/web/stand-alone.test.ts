import { describe, expect, it } from 'vitest';

import { standAlone } from '../../web/charts/stand-alone.ts';

const colours: Readonly<Record<string, string>> = {
  '--ink': 'rgb(1, 2, 3)',
  '--card': 'rgb(4, 5, 6)',
  '--accent': 'rgb(7, 8, 9)',
};
const colour = (name: string): string => colours[name] ?? 'rgb(0, 0, 0)';

describe('a drawing as a file of its own', () => {
  const svg = '<svg class="marks" width="10"><path stroke="currentColor" fill="var(--accent)"/></svg>';

  it('names no colour of the page any more', () => {
    const file = standAlone(svg, 'Rates', colour);
    expect(file).not.toMatch(/var\(|currentColor/);
    expect(file).toContain('stroke="rgb(1, 2, 3)" fill="rgb(7, 8, 9)"');
  });

  it('carries a title that stays text, whatever is in it', () => {
    const file = standAlone(svg, '</title><script>$1 $& "\u0007', colour);
    expect(file).not.toContain('<script>');
    expect(file).toContain('<title>&#60;/title&#62;&#60;script&#62;$1 $&#38; &#34;</title>');
  });
});
