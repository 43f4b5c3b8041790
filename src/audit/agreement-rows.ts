import type { AgreementEstimate } from './agreement-estimate.ts';
import type { RaterAgreement } from './agreement.ts';

/** One coefficient of agreement, as tables show it. */
export interface AgreementRow {
  readonly raters: readonly string[];
  readonly coefficient: 'alpha' | 'kappa, Cohen’s' | 'kappa, Fleiss’';
  /** Trials, or conversations, that it is of. */
  readonly units: number;
  readonly meaning: AgreementEstimate;
  readonly labels: AgreementEstimate;
  readonly same: number | null;
}

/** Everything that is known of the agreement of some raters: alpha, then kappas. */
export function agreementRows({
  raters,
  units,
  meaning,
  labels,
  same,
  kappas,
}: RaterAgreement): readonly AgreementRow[] {
  const alpha = { meaning: { ...meaning, value: meaning.alpha }, labels: { ...labels, value: labels.alpha } };
  return [
    { raters, coefficient: 'alpha', units, same, ...alpha },
    ...kappas.map((one): AgreementRow => ({
      raters: one.raters,
      coefficient: one.coefficient === 'Cohen' ? 'kappa, Cohen’s' : 'kappa, Fleiss’',
      units: one.units,
      meaning: { ...one.meaning, value: one.meaning.kappa },
      labels: { ...one.labels, value: one.labels.kappa },
      same: one.same,
    })),
  ];
}

/** `0.81 [0.69, 0.91]`; the value alone where it has no interval, `null` where there is none. */
export function agreementText({ value, low, high }: AgreementEstimate): string | null {
  if (value === null) return null;
  return low === null || high === null
    ? value.toFixed(2)
    : `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}
