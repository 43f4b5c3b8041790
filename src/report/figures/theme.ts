/** A colour on a light ground, and what it becomes on a dark one. */
interface Ink {
  readonly light: string;
  readonly dark: string;
}

// Okabe and Ito's colours, which people who do not tell red from green tell apart; each goes with a shape of its own.
const inks: readonly (Ink & { readonly shape: string })[] = [
  { light: '#0072b2', dark: '#6bb8e2', shape: 'circle' },
  { light: '#d55e00', dark: '#ff9a5c', shape: 'square' },
  { light: '#007a5a', dark: '#4fd1a5', shape: 'triangle-up' },
  { light: '#b0508b', dark: '#e6a3c8', shape: 'triangle-down' },
  { light: '#6f6f6f', dark: '#b8b8b8', shape: 'diamond' },
  { light: '#8a6d00', dark: '#f0d264', shape: 'cross' },
];

const ground: Ink = { light: '#ffffff', dark: '#16191c' };
const ink: Ink = { light: '#1d2126', dark: '#e6e4df' };
const soft: Ink = { light: '#5d6671', dark: '#9ea7b1' };
const line: Ink = { light: '#dddbd7', dark: '#363c43' };

/** Colours as they stand in a drawing. */
export const colors = { ink: ink.light, soft: soft.light, line: line.light, ground: ground.light } as const;

/** Colour and shape of a series by its place. Colours come round after six, each time with other shapes. */
export function styleOf(index: number): { readonly color: string; readonly shape: string } {
  const { light } = inks[index % inks.length] ?? { light: ink.light };
  const { shape } = inks[(index + Math.floor(index / inks.length)) % inks.length] ?? { shape: 'circle' };
  return { color: light, shape };
}

/** Colour and shape of a series in a page that has the same colours by name. */
export function pageStyleOf(index: number): { readonly color: string; readonly shape: string } {
  return { color: `var(--series-${(index % inks.length) + 1})`, shape: styleOf(index).shape };
}

/**
 * Rules that turn every colour into its dark one where the reader's screen is dark. The light ones stand as attributes,
 * so that what does not know these rules (a typesetter) shows the drawing for paper.
 */
export function darkStyle(): string {
  const rules = [...inks, ground, ink, soft, line].flatMap(({ light, dark }) => [
    `[fill="${light}"]{fill:${dark}}`,
    `[stroke="${light}"]{stroke:${dark}}`,
  ]);
  return `@media (prefers-color-scheme:dark){${rules.join('')}}`;
}
