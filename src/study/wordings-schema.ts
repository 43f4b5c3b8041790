import { z } from 'zod';

import { factorNames, factors, type FactorName, type Level } from '../wordings/factors.ts';

type LevelLists = { [Name in FactorName]: z.ZodOptional<z.ZodArray<z.ZodEnum<{ [level in Level<Name>]: level }>>> };

/** A misspelt field is told of once, not also as a missing one. */
const isWellFormed = ({ issues }: { readonly issues: readonly unknown[] }): boolean => issues.length === 0;

const someFactors = z.array(z.enum(factorNames)).min(1);

const someLevels = z
  .strictObject(
    Object.fromEntries(
      factorNames.map((name) => [name, z.array(z.enum(factors[name])).min(1).optional()]),
    ) as unknown as LevelLists,
  )
  .refine((choice) => Object.keys(choice).length > 0, { error: 'expected at least one factor', when: isWellFormed });

/** One entry of a study's `wordings`: a name, or a set of points of the factor space. */
export const wordingEntrySchema = z.union([
  /** A built-in wording, factors (`reason=distress`), a pack file, or `pack.yaml#name`. */
  z.string().min(1),
  z
    .strictObject({
      /** The default and every wording that differs from it in one factor: of all factors, or of these. */
      oneFactorAtATime: z.union([z.literal(true), someFactors]).optional(),
      /** Every combination of these levels, or of all levels of these factors. */
      factorial: z.union([someFactors, someLevels]).optional(),
    })
    .refine((entry) => (entry.oneFactorAtATime === undefined) !== (entry.factorial === undefined), {
      error: 'expected either oneFactorAtATime or factorial',
      when: isWellFormed,
    }),
]);
export type WordingEntry = z.output<typeof wordingEntrySchema>;

/** A study's or a method's list of wordings. */
export const wordingListSchema = z.array(wordingEntrySchema).min(1);
