import type { ReportResults } from './report-results.ts';
import { resultsSchema } from './results-schema.ts';
import { visibleJson } from './visible-text.ts';

/**
 * The report's JSON: fields in the order of the schema, ending with a line end. Control and other invisible
 * characters are written as escapes, which changes no value.
 *
 * @throws ZodError when the results do not fit the documented schema, which is a bug of ours.
 */
export function renderJson(results: ReportResults): string {
  const conditions = results.conditions.map((condition) =>
    Object.assign({}, condition, { flags: sorted(condition.flags) }),
  );
  return `${visibleJson(JSON.stringify(resultsSchema.parse({ ...results, conditions }), null, 2))}\n`;
}

function sorted(flags: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(flags).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
