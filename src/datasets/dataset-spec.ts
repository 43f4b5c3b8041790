import { z } from 'zod';

import { datasetNames, describeDataset } from './registry.ts';

const words = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Which items of a dataset are kept; an item must pass every field given. */
export const datasetFilterSchema = z.strictObject({
  /** One name or several; exact, case counts. */
  category: words.optional(),
  cluster: words.optional(),
  /** An item passes with any of them. */
  tag: words.optional(),
  /** Benign twins: these alone, or left out; `all` (also when not given) keeps originals and twins. */
  twins: z.enum(['only', 'none', 'all']).optional(),
  /** Characters of all turns together, the system prompt left out. */
  minChars: z.int().min(0).optional(),
  maxChars: z.int().min(1).optional(),
  /** A regular expression, looked for in the text of every turn; `(?i:word)` for any case. */
  matches: z.string().min(1).refine(isRegExp, { error: 'is not a valid regular expression' }).optional(),
});
export type DatasetFilter = z.infer<typeof datasetFilterSchema>;

/** Which column holds what, where the names differ from the usual ones. */
export const columnsSchema = z.strictObject({
  prompt: z.string().min(1).optional(),
  system: z.string().min(1).optional(),
  id: z.string().min(1).optional(),
  category: z.string().min(1).optional(),
  cluster: z.string().min(1).optional(),
  tags: z.string().min(1).optional(),
});
export type Columns = z.infer<typeof columnsSchema>;

/** A dataset as a study names it. */
export const datasetSpecSchema = z
  .strictObject({
    name: z.enum(datasetNames),
    /** The file; a relative path starts at the study file's folder. */
    path: z.string().min(1).optional(),
    columns: columnsSchema.optional(),
    /** The label results are shown under. */
    as: z.string().min(1).optional(),
    /** Plain requests nobody would leave: the control whose rate stands beside the others. */
    neutral: z.boolean().optional(),
    /** Only so many items, drawn by `seed`. */
    take: z.int().min(1).optional(),
    seed: z.int().default(0),
    filter: datasetFilterSchema.optional(),
    /** `last`: a conversation gives one item, its last user turn; `every`: one for each user turn. */
    turns: z.enum(['last', 'every']).optional(),
  })
  .superRefine((spec, context) => {
    const { needsPath } = describeDataset(spec.name);
    if (needsPath && spec.path === undefined) {
      context.addIssue({ code: 'custom', path: ['path'], message: `"${spec.name}" needs a path to its file` });
    }
    if (!needsPath && spec.path !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['path'],
        message: `"${spec.name}" comes with exitpoll and takes no path; for a file of your own use csv, tsv or jsonl`,
      });
    }
    if (spec.columns !== undefined && spec.name !== 'csv' && spec.name !== 'tsv') {
      context.addIssue({ code: 'custom', path: ['columns'], message: 'only csv and tsv take columns' });
    }
    if (spec.turns !== undefined && spec.name !== 'jsonl') {
      context.addIssue({ code: 'custom', path: ['turns'], message: 'only jsonl holds conversations of several turns' });
    }
    const { minChars, maxChars } = spec.filter ?? {};
    if (minChars !== undefined && maxChars !== undefined && minChars > maxChars) {
      context.addIssue({ code: 'custom', path: ['filter', 'minChars'], message: 'is larger than maxChars' });
    }
  });
export type DatasetSpec = z.infer<typeof datasetSpecSchema>;

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}
