import { z } from 'zod';

/** One author, or several to be set beside each other. */
export const authorsSchema = z.union([
  z
    .string()
    .min(1)
    .transform((name) => [name]),
  z.array(z.string().min(1)).min(1),
]);
