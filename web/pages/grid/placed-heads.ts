import type { ColumnBand, ColumnHeads, HeadLevel } from './column-heads.ts';

/** The names above the columns, each level with its place. Pixels. */
export interface PlacedHeads {
  readonly levels: readonly PlacedLevel[];
  /** Height of all levels. */
  readonly height: number;
}

/** One level of names; the last is that of the columns' own. */
export interface PlacedLevel {
  /** What its names are of, one or more. */
  readonly kinds: readonly string[];
  readonly bands: readonly ColumnBand[];
  readonly top: number;
  readonly height: number;
  /** Whether its names are read from below. */
  readonly turned: boolean;
}

/** Size of the letters. Pixels. */
export const headSize = 11;

/** Height of names that are read from the left. */
const lying = 18;

/** A band so wide shows enough of a name that is cut. */
const cutWidth = 84;

/** Height of all levels, and of the names of one that are turned: what is longer is cut. */
const mostHeight = 310;
const leastTurned = 140;

/** Places names above columns so wide: lying where they fit, else turned, as high as the longest within limits. */
export function placedHeads({ levels, labels, labelled }: ColumnHeads, columnWidth: number): PlacedHeads {
  const own = labels.map((label, column): ColumnBand => ({ label, from: column, columns: 1 }));
  const all = labels.some((label) => label !== '')
    ? [...levels.map(ofOneKind), { kinds: labelled, bands: own }]
    : levels.map(ofOneKind);
  const placed: PlacedLevel[] = [];
  let top = 0;
  for (const { kinds, bands } of all) {
    const isLying = bands.every(({ label, columns }) => {
      const width = columns * columnWidth;
      return width >= cutWidth || textWidth(label) <= width;
    });
    const longest = bands.reduce((most, { label }) => Math.max(most, textWidth(label)), 0);
    const height = isLying ? lying : Math.min(Math.max(leastTurned, mostHeight - top), Math.ceil(longest) + 6);
    placed.push({ kinds, bands, top, height, turned: !isLying });
    top += height;
  }
  return { levels: placed, height: top };
}

function ofOneKind({ name, bands }: HeadLevel): Pick<PlacedLevel, 'kinds' | 'bands'> {
  return { kinds: [name], bands };
}

/** What the longest of the columns' own names takes. Pixels. */
export function longestLabel({ labels }: ColumnHeads): number {
  return Math.ceil(labels.reduce((most, label) => Math.max(most, textWidth(label)), 0));
}

/** What a name takes, about, with some air. */
function textWidth(label: string): number {
  return label.length * headSize * 0.56 + 8;
}
