import type { Association } from '../../stats/association-test.ts';
import type { Coefficient } from './results.ts';

/** What is told of a coefficient that was tested, or could not be. */
export function coefficient(
  found: Pick<Association, 'value' | 'low' | 'high' | 'p' | 'reasons'> | undefined,
): Coefficient {
  if (found === undefined) return { value: null, low: null, high: null, p: null, reason: null };
  const { value, low, high, p, reasons } = found;
  return { value, low, high, p, reason: reasons.join('; ') || null };
}
