import type { ReactNode } from 'react';

import { counted } from '../../../src/base/figures.ts';
import { leftOf, sumCounts, type ConditionProgress } from '../../../src/server/wire/progress.ts';
import type { ShownRun } from '../../../src/server/wire/runs.ts';
import { useShown } from '../../study.ts';
import { Moment } from '../../ui/moment.tsx';

export interface HowToGoOnProps {
  /** The newest first. */
  readonly runs: readonly ShownRun[];
  /** `null` while it is not known. */
  readonly progress: readonly ConditionProgress[] | null;
}

/** Of a study that is not done and on which no run is: why it stands still, and what makes it go on. */
export function HowToGoOn({ runs, progress }: HowToGoOnProps): ReactNode {
  const { study, info } = useShown();
  const own = runs.filter((run) => run.study === study);
  const [last] = own;
  const left = progress === null ? 0 : leftOf(sumCounts(progress));
  if (left === 0 || own.some(({ state }) => state === 'on')) return null;
  const { error } = sumCounts(progress ?? []).outcomes;
  return (
    <section className="notice" aria-label="What is left">
      <p>
        {last === undefined ? 'No run has worked on this study yet. ' : <LastRun run={last} />}
        {counted(left, 'trial is', 'trials are')} left
        {error === 0 ? '' : `, ${counted(error, 'that ended as error', 'of them ended as error')}`}.
      </p>
      <p className="note">
        The same command goes on where it was, and tries again what ended as error:{' '}
        <code>exitpoll run STUDY.yaml --store {info.file}</code>
      </p>
    </section>
  );
}

function LastRun({ run: { id, state, tallies, heartbeatAt, endedAt } }: { readonly run: ShownRun }): ReactNode {
  const at = <Moment iso={endedAt ?? heartbeatAt} />;
  const by = tallies?.stoppedBy ?? null;
  switch (state) {
    case 'on':
      return null;
    case 'died':
      return (
        <>
          Run {id} died, or stands still: its last sign of life was on {at}.{' '}
        </>
      );
    case 'stopped':
      return (
        <>
          Run {id} was stopped{by === null ? '' : ` by --${by}`} on {at}.{' '}
        </>
      );
    case 'interrupted':
      return (
        <>
          Run {id} was interrupted on {at}.{' '}
        </>
      );
    case 'done':
      return (
        <>
          Run {id} came to its end on {at}.{' '}
        </>
      );
    default:
      return state satisfies never;
  }
}
