import { styleText } from 'node:util';

/** The few styles a terminal report uses. */
export type Style = 'bold' | 'dim' | 'yellow' | 'red' | 'cyan';

/** Styles a text, line by line, so that every line stands for itself; or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** A painter that writes colours only when asked to: whether a stream can show them is the caller's to know. */
export function painter(color: boolean): Paint {
  if (!color) return (_, text) => text;
  return (style, text) =>
    text
      .split('\n')
      .map((line) => (line === '' ? '' : styleText(style, line, { validateStream: false })))
      .join('\n');
}
