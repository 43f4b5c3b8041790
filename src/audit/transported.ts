import type { AuditResult } from '../analysis/audit-result.ts';
import { ExitpollError } from '../base/errors.ts';
import { scaledRate } from '../stats/scaled-rate.ts';

/** The rate with a model's own transcripts over that with transcripts by another author; `null` for no upper limit. */
export interface AuthorFactor {
  readonly factor: number;
  readonly low: number;
  readonly high: number | null;
}

/** A corrected rate times a factor that was measured elsewhere. */
export interface TransportedRate {
  readonly condition: string;
  readonly by: string;
  readonly factor: AuthorFactor;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Always: the factor was not measured on these items. */
  readonly transported: true;
}

/**
 * What corrected rates would be if the transcripts were the model's own. A factor holds for one model, one way of asking
 * and one author, so all rates must be of one model, method and order.
 *
 * @throws ExitpollError where they are not.
 */
export function transportedRates(audits: readonly AuditResult[], factor: AuthorFactor): readonly TransportedRate[] {
  const kinds = new Set(audits.map(({ model, method, order }) => JSON.stringify([model, method, order])));
  if (kinds.size > 1) {
    throw new ExitpollError(`a factor holds for one model, method and order; these rates are of ${kinds.size}`, {
      code: 'usage',
      hint: 'Choose with --model, --method and --order.',
    });
  }
  return audits.flatMap(({ condition, by, corrected, low, high }) => {
    if (corrected === null || low === null || high === null) return [];
    const scaled = scaledRate(
      { value: corrected, low, high },
      { value: factor.factor, low: factor.low, high: factor.high },
    );
    return [{ condition, by, factor, ...scaled, transported: true as const }];
  });
}
