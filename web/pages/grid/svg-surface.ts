import { cutTo } from './cut-text.ts';
import type { Fill, Pattern } from './palette.ts';
import { fontFamily, type Surface } from './surface.ts';

/** A surface that becomes the text of an SVG file. */
export interface SvgSurface extends Surface {
  svg(): string;
}

/** Rectangles of one fill that are one path: a file of a hundred thousand elements would open slowly. */
const pathRects = 2000;

/** Paints an SVG file of this size. Texts are escaped: they may come from anywhere. */
export function svgSurface(width: number, height: number): SvgSurface {
  const parts: string[] = [];
  const patterns = new Map<Pattern, string>();
  const open = new Map<string, string[]>();
  const flush = (fill: string): void => {
    const rects = open.get(fill) ?? [];
    if (rects.length > 0) parts.push(`<path fill="${fill}" d="${rects.join('')}"/>`);
    open.delete(fill);
  };
  const flushAll = (): void => {
    for (const fill of open.keys()) flush(fill);
  };
  const paintOf = (fill: Fill): string => {
    if (typeof fill === 'string') return fill;
    const id = patterns.get(fill) ?? `pattern-${fill.form}`;
    patterns.set(fill, id);
    return `url(#${id})`;
  };
  let clips = 0;
  return {
    rect: (x, y, w, h, fill) => {
      const paint = paintOf(fill);
      const rects = open.get(paint) ?? [];
      rects.push(`M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}z`);
      open.set(paint, rects);
      if (rects.length >= pathRects) flush(paint);
    },
    outline: (x, y, w, h, colour) => {
      flushAll();
      parts.push(
        `<rect x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      );
    },
    text: (text, x, y, { colour, size, most, bold, align, turned }) => {
      flushAll();
      const shown = cutTo(text, most, (part) => part.length * size * 0.55);
      const turn = turned === true ? ` transform="rotate(-90 ${short(x)} ${short(y)})"` : '';
      parts.push(
        `<text x="${short(x)}" y="${short(y)}" fill="${colour}" font-size="${size}"${bold === true ? ' font-weight="600"' : ''}` +
          `${align === 'end' ? ' text-anchor="end"' : ''} dominant-baseline="central"${turn}>${escaped(shown)}</text>`,
      );
    },
    within: (x, y, w, h, paint) => {
      flushAll();
      clips += 1;
      const id = `clip-${clips}`;
      parts.push(
        `<clipPath id="${id}"><rect x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}"/></clipPath>`,
        `<g clip-path="url(#${id})">`,
      );
      paint();
      flushAll();
      parts.push('</g>');
    },
    svg: () => {
      flushAll();
      return (
        `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" ` +
        `viewBox="0 0 ${short(width)} ${short(height)}" font-family="${escaped(fontFamily)}">` +
        `<defs>${[...patterns].map(([pattern, id]) => patternText(pattern, id)).join('')}</defs>${parts.join('')}</svg>\n`
      );
    },
  };
}

function patternText({ form, ground, mark }: Pattern, id: string): string {
  const marks = {
    stripes: `<path d="M-1 7L7 -1M-7 7L1 -1M5 7L13 -1" stroke="${mark}" stroke-width="1.2"/>`,
    dots: `<rect x="2" y="2" width="1.5" height="1.5" fill="${mark}"/>`,
    dashes: `<rect x="1" y="3" width="4" height="0.8" fill="${mark}"/>`,
  };
  return (
    `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse">` +
    `<rect width="6" height="6" fill="${ground}"/>${marks[form]}</pattern>`
  );
}

function short(length: number): string {
  return String(Math.round(length * 100) / 100);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
