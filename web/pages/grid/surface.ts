import type { Fill } from './palette.ts';

/** What a map is painted on: the screen or a file. Lengths in CSS pixels. */
export interface Surface {
  rect(x: number, y: number, width: number, height: number, fill: Fill): void;
  outline(x: number, y: number, width: number, height: number, colour: string): void;
  /** Text that is cut where it would be wider than `most`; `turned` is read from below. `y` is its middle. */
  text(text: string, x: number, y: number, style: TextStyle): void;
  /** Paints only within a rectangle. */
  within(x: number, y: number, width: number, height: number, paint: () => void): void;
}

export interface TextStyle {
  readonly colour: string;
  readonly size: number;
  readonly most: number;
  readonly bold?: boolean;
  readonly align?: 'start' | 'end';
  readonly turned?: boolean;
}

/** The letters of all text in maps. */
export const fontFamily = 'system-ui, -apple-system, "Segoe UI", sans-serif';
