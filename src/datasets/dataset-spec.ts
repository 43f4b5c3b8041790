import { z } from 'zod';

import { datasetNames, describeDataset, isFormat } from './registry.ts';

const words = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Which conversations of a dataset are kept, with all their turns; one must pass every field given. */
export const datasetFilterSchema = z.strictObject({
  /** One name or several; exact, case counts. */
  category: words.optional(),
  cluster: words.optional(),
  /** An item passes with any of them. */
  tag: words.optional(),
  /** Codes (`en`, `pt-BR`) or English names, compared with the `lang:` tags; an item passes with any of them. */
  language: words.optional(),
  /** Benign twins: these alone, or left out; `all` (also when not given) keeps originals and twins. */
  twins: z.enum(['only', 'none', 'all']).optional(),
  /** Conversations that moderation flagged: these alone, or left out. */
  flagged: z.enum(['only', 'none', 'all']).optional(),
  /** Turns of the user in the whole conversation. */
  minTurns: z.int().min(1).optional(),
  maxTurns: z.int().min(1).optional(),
  /** Characters of all turns together, the system prompt left out. */
  minChars: z.int().min(0).optional(),
  maxChars: z.int().min(1).optional(),
  /** A regular expression, looked for in the text of every turn; `(?i:word)` for any case. */
  matches: z.string().min(1).refine(isRegExp, { error: 'is not a valid regular expression' }).optional(),
  /** `drop`: of conversations in which the user says the same, only the first. */
  duplicates: z.enum(['keep', 'drop']).optional(),
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
    /** What it is; found by looking at the file unless said. */
    name: z.enum(datasetNames).default('auto'),
    /** The file or files, or globs; a relative path starts at the study file's folder. */
    path: words.optional(),
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
    /** Of the pairs of `hh`: which of the two is read; `chosen` unless said. */
    version: z.enum(['chosen', 'rejected']).optional(),
    /** Whether HTML in the replies of `sharegpt` becomes Markdown; `clean` unless said. */
    html: z.enum(['clean', 'keep']).optional(),
    /** What becomes of the conversations' own system prompts; `keep` unless said. */
    systemTurns: z.enum(['keep', 'drop']).optional(),
    /** What the file calls a field, where a source has renamed it: `{ conversation: chat }`. */
    renamed: z.record(z.string().min(1), z.string().min(1)).optional(),
    /** `skip`: records that cannot be read are left out and counted; `stop`, unless said: the first ends the reading. */
    badRecords: z.enum(['stop', 'skip']).optional(),
  })
  .superRefine((spec, context) => {
    const { needsPath } = describeDataset(spec.name);
    if (needsPath && spec.path === undefined) {
      const message =
        spec.name === 'auto' ? 'name a dataset, or the path of a file' : `"${spec.name}" needs a path to its file`;
      context.addIssue({ code: 'custom', path: ['path'], message });
    }
    if (!needsPath && spec.path !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['path'],
        message: `"${spec.name}" comes with exitpoll and takes no path; for a file of your own give the path alone`,
      });
    }
    const refuse = (field: keyof typeof spec, isWrong: boolean, message: string): void => {
      if (spec[field] !== undefined && isWrong) context.addIssue({ code: 'custom', path: [field], message });
    };
    const isAny = spec.name === 'auto';
    const hasTurns = isAny || isFormat(spec.name);
    refuse('columns', !isAny && spec.name !== 'csv' && spec.name !== 'tsv', 'only csv and tsv take columns');
    refuse('turns', !hasTurns, `${spec.name} holds no conversations of several turns`);
    refuse('systemTurns', !hasTurns, `${spec.name} has no system turns`);
    refuse('renamed', !hasTurns, `${spec.name} has no fields to rename; what columns are called, \`columns\` says`);
    refuse('version', !isAny && spec.name !== 'hh', 'only hh has two versions of a conversation');
    refuse('html', !isAny && spec.name !== 'sharegpt', 'only sharegpt has replies in HTML');
    refuse('badRecords', !needsPath, `"${spec.name}" comes with exitpoll and has no bad records`);
    for (const [least, most] of [
      ['minChars', 'maxChars'],
      ['minTurns', 'maxTurns'],
    ] as const) {
      const [low, high] = [spec.filter?.[least], spec.filter?.[most]];
      if (low !== undefined && high !== undefined && low > high) {
        context.addIssue({ code: 'custom', path: ['filter', least], message: `is larger than ${most}` });
      }
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
