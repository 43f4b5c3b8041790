import { drawing } from '../html/charts/draw.ts';
import { html } from '../html/html.ts';
import { dotSpec } from './dot-spec.ts';
import { factorSpec } from './factor-spec.ts';
import type { FigureData } from './figure.ts';
import { scatterSpec } from './scatter-spec.ts';
import { colors, darkStyle } from './theme.ts';
import { turnSpec } from './turn-spec.ts';

/** What a plot is drawn from. */
export interface FigureSpec {
  readonly parts: readonly object[];
  /** Pixels without the padding. */
  readonly width: number;
}

/** A figure as an SVG file that stands alone: light, or dark where the reader's screen is. */
export async function drawFigure(figure: FigureData): Promise<string> {
  const { parts, width } = specOf(figure);
  const label = `${figure.title}; ${figure.subtitle}`;
  const svg = (await drawing(label, parts, width)).toString();
  const plain = svg.replaceAll('currentColor', colors.ink).replaceAll('var(--line)', colors.line);
  const font = `font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"`;
  const ground = `<rect x="${-margin}" y="${-margin}" width="100%" height="100%" fill="${colors.ground}"/>`;
  const opened = `$1 ${font}>${html`<title>${label}</title>`.toString()}<style>${darkStyle()}</style>${ground}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${roomy(plain).replace(/^(<svg [^>]*)>/, opened)}\n`;
}

const margin = 12;

/** The same drawing with a margin around it. */
function roomy(svg: string): string {
  return svg.replace(/width="([\d.]+)" height="([\d.]+)" viewBox="[^"]*"/, (_, width: string, height: string) => {
    const [outerWidth, outerHeight] = [Number(width) + 2 * margin, Number(height) + 2 * margin];
    return `width="${outerWidth}" height="${outerHeight}" viewBox="${-margin} ${-margin} ${outerWidth} ${outerHeight}"`;
  });
}

function specOf(figure: FigureData): FigureSpec {
  switch (figure.plot.kind) {
    case 'dots':
      return dotSpec(figure.plot, figure);
    case 'scatter':
      return scatterSpec(figure.plot, figure);
    case 'turns':
      return turnSpec(figure.plot, figure);
    case 'factors':
      return factorSpec(figure.plot, figure);
    default:
      return figure.plot satisfies never;
  }
}
