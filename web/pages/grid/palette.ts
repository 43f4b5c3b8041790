import { without } from './measures.ts';

/** How a cell is filled: with a colour, or with a pattern on a ground. */
export type Fill = string | Pattern;

/** Patterns say why there is no share; they differ in form, not in colour alone. */
export interface Pattern {
  readonly form: 'stripes' | 'dots' | 'dashes';
  readonly ground: string;
  readonly mark: string;
}

/** The colours of a map in one theme. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly paper: string;
  readonly line: string;
  readonly accent: string;
  /** Ground of the names over the column of the cursor. */
  readonly marked: string;
  /** For 0, then from just above 0 to 1: one hue, ever further from the paper. */
  readonly ramp: readonly string[];
  readonly unanswered: Pattern;
  readonly pending: Pattern;
  readonly unsupported: Pattern;
}

type Rgb = readonly [red: number, green: number, blue: number];

const steps = 32;

/** A ramp through some colours; what is above 0 begins apart from what is exactly 0. */
function ramp(zero: string, stops: readonly [Rgb, Rgb, Rgb]): readonly string[] {
  const [low, middle, high] = stops;
  return [
    zero,
    ...Array.from({ length: steps }, (_, index) => {
      const at = index / (steps - 1);
      return at < 0.5 ? mixed(low, middle, at * 2) : mixed(middle, high, at * 2 - 1);
    }),
  ];
}

function mixed(one: Rgb, other: Rgb, share: number): string {
  const [red, green, blue] = one.map((part, index) => Math.round(part + ((other[index] ?? 0) - part) * share));
  return `rgb(${red}, ${green}, ${blue})`;
}

const light: Palette = {
  ink: '#1d2126',
  soft: '#5d6670',
  paper: '#ffffff',
  line: '#dddbd6',
  accent: '#b4540a',
  marked: '#fbe6d3',
  ramp: ramp('#f3f1ed', [
    [205, 226, 240],
    [66, 146, 190],
    [4, 45, 72],
  ]),
  unanswered: { form: 'stripes', ground: '#d9d7d2', mark: '#77736b' },
  pending: { form: 'dots', ground: '#ffffff', mark: '#a9a59c' },
  unsupported: { form: 'dashes', ground: '#ffffff', mark: '#cfccc5' },
};

const dark: Palette = {
  ink: '#e6e4df',
  soft: '#9ea7b0',
  paper: '#1b1f23',
  line: '#363c42',
  accent: '#f0a35e',
  marked: '#4a3524',
  ramp: ramp('#262b30', [
    [38, 70, 92],
    [70, 145, 188],
    [214, 241, 255],
  ]),
  unanswered: { form: 'stripes', ground: '#3a4046', mark: '#8b929a' },
  pending: { form: 'dots', ground: '#1b1f23', mark: '#6d747c' },
  unsupported: { form: 'dashes', ground: '#1b1f23', mark: '#474e55' },
};

export function paletteOf(isDark: boolean): Palette {
  return isDark ? dark : light;
}

/** How a share is filled, or why there is none. */
export function fillOf(palette: Palette, value: number): Fill {
  if (value > 0) return palette.ramp[Math.min(steps, 1 + Math.floor(value * steps))] ?? palette.ink;
  if (value === 0) return palette.ramp[0] ?? palette.paper;
  if (value === without.pending) return palette.pending;
  return value === without.unanswered ? palette.unanswered : palette.unsupported;
}
