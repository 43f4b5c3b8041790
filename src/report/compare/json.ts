import type { Comparison } from '../../analysis/compare/comparison.ts';
import { visibleJson } from '../visible-text.ts';
import { comparisonSchema } from './schema.ts';

/**
 * The JSON of a comparison: fields in the order of the schema, ending with a line end. Control and other invisible
 * characters are written as escapes, which changes no value.
 *
 * @throws ZodError when it does not fit the documented schema, which is a bug of ours.
 */
export function renderComparisonJson(comparison: Comparison): string {
  return `${visibleJson(JSON.stringify(comparisonSchema.parse(comparison), null, 2))}\n`;
}
