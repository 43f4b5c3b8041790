/** A label beside a point, or the point it is to stand beside. Pixels from the top left. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

const away = 10;
const lineHeight = 10;
const letterWidth = 6;
const radius = 4;

/**
 * Finds a place beside its point for each label, clear of all points and of other labels. Where none of eight is free
 * the point goes without.
 *
 * @param side width and height of the panel
 */
export function placeLabels(points: readonly PlacedLabel[], side: number): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const point of points) {
    const free = sides
      .map(([x, y]) => ({ ...point, x: point.x + x * away, y: point.y + y * away }))
      .find(
        (label) =>
          label.x > 0 &&
          label.x < side &&
          label.y > 0 &&
          label.y < side &&
          placed.every((other) => !touches(label, other.x, other.y, widthOf(other) / 2, lineHeight / 2)) &&
          points.every((other) => !touches(label, other.x, other.y, radius, radius)),
      );
    if (free !== undefined) placed.push(free);
  }
  return placed;
}

const sides = [
  [1, -0.7],
  [1, 0.7],
  [-1, -0.7],
  [-1, 0.7],
  [0, -1],
  [0, 1],
  [1.3, 0],
  [-1.3, 0],
] as const;

function touches(label: PlacedLabel, x: number, y: number, halfWidth: number, halfHeight: number): boolean {
  return Math.abs(label.x - x) < widthOf(label) / 2 + halfWidth && Math.abs(label.y - y) < lineHeight / 2 + halfHeight;
}

function widthOf({ text }: PlacedLabel): number {
  return text.length * letterWidth;
}
