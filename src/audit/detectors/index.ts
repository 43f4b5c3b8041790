import type { TrialRecord } from '../../analysis/results.ts';
import type { MisreadingCause } from '../../conversation/audit-label.ts';
import type { Detector } from './detector.ts';
import { echo } from './echo.ts';
import { exchangeOf } from './exchange.ts';
import { missingInformation } from './missing-information.ts';
import { rewritten } from './rewritten.ts';

export type { Detector } from './detector.ts';

/** Every detector. */
export const detectors: readonly Detector[] = [rewritten, missingInformation, echo];

/** What a detector found in a trial. */
export interface Finding {
  readonly cause: MisreadingCause;
  readonly version: number;
  /** What it rests on: may quote the model. */
  readonly because: string;
}

/** What the detectors find in a trial; several may. */
export function findingsIn(trial: TrialRecord): readonly Finding[] {
  const exchange = exchangeOf(trial);
  if (exchange === null) return [];
  return detectors.flatMap((detector) => {
    const because = detector.detect(exchange);
    return because === null ? [] : [{ cause: detector.cause, version: detector.version, because }];
  });
}
