import { bootstrapColumns } from '../stats/column-bootstrap.ts';
import type { Measured } from '../stats/measured.ts';
import { blocksOf } from '../stats/unit-blocks.ts';

/** A coefficient of agreement with its 95 % interval, in which clusters are random; `reason` where either is missing. */
export interface AgreementEstimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: string | null;
}

const draws = 1000;

/**
 * A coefficient of raters' codes, and its interval from draws of whole clusters.
 *
 * @param columns a list of codes for each rater, of the same units
 * @param nothing said where there are no units
 */
export function estimateOf(
  columns: readonly Float64Array[],
  clusters: readonly number[],
  coefficient: (columns: readonly Float64Array[]) => Measured,
  nothing: string,
): AgreementEstimate {
  const none = { value: null, low: null, high: null };
  if (clusters.length === 0) return { ...none, reason: nothing };
  const found = coefficient(columns);
  if (found.value === null) return { ...none, reason: found.reason };
  const { limits, reason } = bootstrapColumns(
    {
      columns,
      blocks: blocksOf(clusters.length, clusters),
      statistic: (drawn) => coefficient(drawn).value,
      observed: found.value,
      side: 'two-sided',
    },
    draws,
    'rater agreement',
    0.95,
  );
  if (limits !== null && limits.low === limits.high) {
    return { ...none, value: found.value, reason: 'draws of these clusters do not differ, so they give no interval' };
  }
  return { value: found.value, low: limits?.low ?? null, high: limits?.high ?? null, reason };
}
