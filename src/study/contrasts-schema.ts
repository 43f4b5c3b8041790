import { z } from 'zod';

import { oneOf } from '../base/schema-issue.ts';
import { methodNames, orders } from '../conversation/exit.ts';
import { sideKeys, type Side } from '../conversation/side.ts';

const name = z.string().min(1);

/** What a side of a contrast may state: the names results show. */
const sideFields = {
  model: name.optional(),
  /** Its label; `LABEL twins` for the benign twins of its items. */
  dataset: name.optional(),
  category: name.optional(),
  method: z.enum(methodNames).optional(),
  order: z.enum(orders).optional(),
  wording: name.optional(),
  /** `none` for no lead-in. */
  leadIn: name.optional(),
  historyAuthor: name.optional(),
  replyAuthor: name.optional(),
  readout: z.enum(['sampled', 'logprobs']).optional(),
};

/** A comparison that is declared before the run: a minus b, all else equal, on what both share. */
export const contrastSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, {
    error: 'expected letters, digits, dots, dashes or underscores, at most 80',
  }),
  a: z.strictObject(sideFields),
  b: z.strictObject(sideFields),
  ...sideFields,
});
export type Contrast = z.output<typeof contrastSchema>;

/** The two sides of a contrast, each with what both share. */
export function contrastSides({ name: _name, a, b, ...shared }: Contrast): readonly [Side, Side] {
  return [
    { ...shared, ...a },
    { ...shared, ...b },
  ];
}

/** What the contrasts of a study may name, as far as the study says it by itself. */
export interface ContrastNames {
  readonly models: readonly string[];
  readonly methods: readonly string[];
}

/** Checks what can be checked before anything else is read. @param issue takes each mistake, with its path */
export function checkContrasts(
  contrasts: readonly Contrast[],
  names: ContrastNames,
  issue: (path: (string | number)[], message: string) => void,
): void {
  const known: { readonly [key in keyof typeof sideFields]?: readonly string[] } = {
    model: names.models,
    method: names.methods,
  };
  contrasts.forEach((contrast, index) => {
    const first = contrasts.findIndex((one) => one.name === contrast.name);
    if (first < index) issue([index, 'name'], `"${contrast.name}" is named twice (first as number ${first + 1})`);
    const places = [
      [[index], contrast],
      [[index, 'a'], contrast.a],
      [[index, 'b'], contrast.b],
    ] as const;
    for (const [path, side] of places) {
      for (const key of sideKeys) {
        const values = known[key as keyof typeof known];
        const value = (side as Side)[key];
        if (value === undefined) continue;
        if (values !== undefined && !values.includes(value)) issue([...path, key], oneOf(values, value));
        if (path.length > 1 && (contrast as Side)[key] !== undefined) {
          issue([...path, key], `stands outside of a and b too: say there what both share, here what differs`);
        }
      }
    }
    if (sideKeys.every((key) => (contrast.a as Side)[key] === (contrast.b as Side)[key])) {
      issue([index, 'b'], 'is the same as a: a contrast needs two sides that differ');
    }
    for (const side of ['a', 'b'] as const) {
      const other = contrast[side === 'a' ? 'b' : 'a'];
      for (const key of sideKeys) {
        if ((contrast[side] as Side)[key] === undefined || (other as Side)[key] !== undefined) continue;
        const isOfItems = key === 'dataset' || key === 'category';
        if (isOfItems && (other.dataset ?? other.category) !== undefined) continue;
        // The method of the other side may not have it.
        const isForeign = key === 'order' || key === 'wording';
        if (isForeign && contrast.a.method !== contrast.b.method) continue;
        issue([index, side, key], `is stated on one side only: state it on both, or outside of a and b`);
      }
    }
  });
}
