import type { FollowUpResult } from './results.ts';

/** Sentences on follow-ups that a reader must see before the numbers. */
export function followUpWarnings(results: readonly FollowUpResult[]): readonly string[] {
  const sum = (value: (one: FollowUpResult) => number): number => results.reduce((total, one) => total + value(one), 0);
  const [planned, pending] = [sum((one) => one.planned), sum((one) => one.outcomes.pending)];
  const errors = sum((one) => one.outcomes.error);
  const without = sum((one) => one.withoutBail);
  return [
    ...(pending === 0
      ? []
      : [`${pending} of ${planned} follow-ups of bails have no outcome yet; the next run asks them.`]),
    ...(errors === 0
      ? []
      : [`${errors} follow-ups ended as error and are in no share; the next run tries them again.`]),
    ...(without === 0
      ? []
      : [
          `${without} follow-ups were asked after what is no bail by the present scorer: they are kept, and in no share.`,
        ]),
  ];
}
