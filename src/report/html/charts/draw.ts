import { html, rawHtml, type Html } from '../html.ts';
import { chartSpec, padding, sizes, valueWidth, type ChartSize } from './frame.ts';

/**
 * A chart as drawings without scripts. Text from outside is escaped by the drawing library as SVG text.
 *
 * @param label what the drawing shows, for those who cannot see it: our own words and numbers
 */
export async function chart(label: string, parts: (size: ChartSize) => readonly object[]): Promise<Html> {
  const drawn = await Promise.all(
    sizes.map((size) => draw(label, parts(size), size.labelWidth + size.plotWidth + valueWidth)),
  );
  return html`${drawn.map((svg, index) => html`<div class="chart ${index === 0 ? 'wide-only' : 'narrow-only'}">${svg}</div>`)}`;
}

/**
 * A drawing of one size for all screens, its left edge where the leftmost text begins.
 *
 * @param width pixels without the padding
 */
export function drawing(label: string, parts: readonly object[], width: number): Promise<Html> {
  return draw(label, parts, width);
}

async function draw(label: string, parts: readonly object[], inner: number): Promise<Html> {
  // Loaded here, because both take longer to load than any other report takes to write.
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const view = new vega.View(vega.parse(compile(chartSpec(parts)).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const bare = svg.replace(/<[a-z]+ [^<>]*>/g, (tag) => tag.replace(spare, ''));
  return rawHtml(bare.replace(/^<svg [^>]*>/, (tag) => framed(tag, label, padding + inner)));
}

// What the library writes for its own styling and for readers of single marks: half of a drawing's size. The whole
// has one label, and its text takes the page's style.
const spare = / (?:class|role|aria-[a-z]+|pointer-events|font-family|stroke-miterlimit)="[^"]*"/g;

/**
 * The opening tag with a width of our own: without a canvas the widths of texts are estimated generously, and the
 * drawing would be padded for texts that are never that long.
 */
function framed(tag: string, label: string, width: number): string {
  const height = /height="([\d.]+)"/.exec(tag)?.[1] ?? '0';
  return `<svg role="img" aria-label="${html`${label}`.toString()}" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`;
}
