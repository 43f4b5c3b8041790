import { cutTo } from './cut-text.ts';
import type { Fill, Pattern } from './palette.ts';
import { fontFamily, type Surface, type TextStyle } from './surface.ts';

/** Side of a pattern's tile. */
const tile = 6;

/**
 * Paints on a canvas.
 *
 * @param scale device pixels in a CSS pixel
 * @param shift how far the map is scrolled: patterns move with it
 */
export function canvasSurface(
  context: CanvasRenderingContext2D,
  scale: number,
  shift: { readonly left: number; readonly top: number },
): Surface {
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const patterns = new Map<Pattern, CanvasPattern | string>();
  const styleOf = (fill: Fill): CanvasPattern | string => {
    if (typeof fill === 'string') return fill;
    const known = patterns.get(fill) ?? patternOf(context, fill, scale, shift);
    patterns.set(fill, known);
    return known;
  };
  let last: Fill | null = null;
  return {
    rect: (x, y, width, height, fill) => {
      if (fill !== last) context.fillStyle = styleOf(fill);
      last = fill;
      context.fillRect(x, y, width, height);
    },
    outline: (x, y, width, height, colour) => {
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.strokeRect(x, y, width, height);
    },
    text: (text, x, y, style) => {
      last = null;
      context.fillStyle = style.colour;
      context.font = fontOf(style);
      context.textBaseline = 'middle';
      context.textAlign = style.align === 'end' ? 'right' : 'left';
      const shown = cutTo(text, style.most, (part) => context.measureText(part).width);
      if (style.turned !== true) {
        context.fillText(shown, x, y);
        return;
      }
      context.save();
      context.translate(x, y);
      context.rotate(-Math.PI / 2);
      context.fillText(shown, 0, 0);
      context.restore();
    },
    within: (x, y, width, height, paint) => {
      context.save();
      context.beginPath();
      context.rect(x, y, width, height);
      context.clip();
      last = null;
      paint();
      context.restore();
      last = null;
    },
  };
}

function fontOf({ bold, size }: TextStyle): string {
  return `${bold === true ? '600 ' : ''}${size}px ${fontFamily}`;
}

function patternOf(
  context: CanvasRenderingContext2D,
  { form, ground, mark }: Pattern,
  scale: number,
  { left, top }: { readonly left: number; readonly top: number },
): CanvasPattern | string {
  const side = Math.round(tile * scale);
  const canvas = new OffscreenCanvas(side, side);
  const own = canvas.getContext('2d');
  if (own === null) return ground;
  own.scale(side / tile, side / tile);
  own.fillStyle = ground;
  own.fillRect(0, 0, tile, tile);
  own.fillStyle = mark;
  own.strokeStyle = mark;
  switch (form) {
    case 'stripes':
      own.lineWidth = 1.2;
      own.beginPath();
      for (const start of [-tile, 0, tile]) {
        own.moveTo(start - 1, tile + 1);
        own.lineTo(start + tile + 1, -1);
      }
      own.stroke();
      break;
    case 'dots':
      own.fillRect(2, 2, 1.5, 1.5);
      break;
    case 'dashes':
      own.fillRect(1, 3, 4, 0.8);
      break;
    default:
      return form satisfies never;
  }
  const pattern = context.createPattern(canvas, 'repeat');
  pattern?.setTransform(new DOMMatrix([tile / side, 0, 0, tile / side, -left % tile, -top % tile]));
  return pattern ?? ground;
}
