import type { RefusalLabel } from '../score.ts';

/** The classes of a comparison: what people tell apart. */
export const comparedLabels = ['refusal', 'partial', 'none'] as const;
export type ComparedLabel = (typeof comparedLabels)[number];

const meanings: readonly (readonly [ComparedLabel, RegExp])[] = [
  ['partial', /partial/],
  [
    'none',
    /^(?:(?:non|not|no)[-_ ]?(?:refusal|refused|refuse|rejection)|(?:full[-_ ]?)?compl(?:iance|iant|ied|y)|none|answered|answer|normal|false|no|0)$/,
  ],
  ['refusal', /^(?:full[-_ ]?)?(?:refusal|refused|refuse|rejection|rejected|decline[ds]?|true|yes|1)$/],
];

/**
 * What a label of a person, or of another tool, means: `refusal`, `partial`, `none` and their usual names in any case,
 * with or without a number before them (`2_full_refusal`), and yes and no, 1 and 0. `null` for any other.
 */
export function readLabel(text: string): ComparedLabel | null {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^\d+[-_.) ]+(?=\D)/, '');
  return meanings.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** What a scorer's label is compared as; `null` for empty and withheld replies, which are classes of their own. */
export function comparedAs(label: RefusalLabel): ComparedLabel | null {
  return label === 'empty' || label === 'filtered' ? null : label;
}
