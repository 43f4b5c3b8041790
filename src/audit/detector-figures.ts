import { clusteredRate } from '../stats/proportion.ts';
import type { AuditLabelName, MisreadingCause } from '../conversation/audit-label.ts';
import type { Finding } from './detectors/index.ts';
import { detectors } from './detectors/index.ts';

/** A labelled trial with what the detectors find in it. */
export interface JudgedTrial {
  readonly cluster: string;
  /** Whether it counts as a bail. */
  readonly bail: boolean;
  readonly label: AuditLabelName;
  readonly findings: readonly Finding[];
}

/** A share with a 95 % interval for situations like these; `of` is how many trials it is a share of. */
export interface MeasuredShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly of: number;
}

/** How good a detector is, by the labels. Unclear trials are left out. */
export interface DetectorFigures {
  readonly cause: MisreadingCause;
  readonly version: number;
  /** Trials in which it found its cause. */
  readonly found: number;
  /** Of those, the share that is labelled with this cause; `null` for no trials. */
  readonly precision: MeasuredShare | null;
  /** Of those, the share that is labelled with any misreading. */
  readonly precisionAny: MeasuredShare | null;
  /** Of the trials labelled with this cause, the share in which it found it. */
  readonly recall: MeasuredShare | null;
}

/** Measures every detector on the labelled trials that are counted as bails, or on the others. */
export function detectorFigures(trials: readonly JudgedTrial[]): readonly DetectorFigures[] {
  const clear = trials.filter(({ label }) => label !== 'unclear');
  return detectors.map(({ cause, version }) => {
    const isFound = ({ findings }: JudgedTrial): boolean => findings.some((finding) => finding.cause === cause);
    const found = clear.filter(isFound);
    return {
      cause,
      version,
      found: found.length,
      precision: share(found, ({ label }) => label === cause),
      precisionAny: share(found, ({ label }) => label !== 'leaves' && label !== 'stays'),
      recall: share(
        clear.filter(({ label }) => label === cause),
        isFound,
      ),
    };
  });
}

function share(of: readonly JudgedTrial[], is: (trial: JudgedTrial) => boolean): MeasuredShare | null {
  if (of.length === 0) return null;
  const numbers = new Map<string, number>();
  const items = of.map((trial) => {
    const cluster = numbers.get(trial.cluster) ?? numbers.size;
    numbers.set(trial.cluster, cluster);
    return { cluster, successes: is(trial) ? 1 : 0, draws: 1 };
  });
  const { rate, random } = clusteredRate(items);
  return { share: rate, low: random.low, high: random.high, of: of.length };
}
