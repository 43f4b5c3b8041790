import type { ReactNode } from 'react';

import type { MethodName } from '../../../src/conversation/exit.ts';
import { outcomes, type Outcome } from '../../../src/conversation/outcome.ts';
import { grouped } from '../../../src/base/figures.ts';
import { percentSigned } from '../../../src/report/format.ts';
import { sumCounts, type ConditionProgress } from '../../../src/server/wire/progress.ts';
import { href, useRoute } from '../../route.ts';
import { OutcomeChip } from '../../ui/outcome-chip.tsx';

type CountedOutcome = Outcome | 'pending';

/** In the order they are told. */
const countedOutcomes: readonly CountedOutcome[] = [...outcomes, 'pending'];

/** How many trials ended one way. Calls of the placebo tool stand apart: it is no exit. */
interface Total {
  readonly outcome: CountedOutcome;
  readonly method: MethodName | undefined;
  readonly count: number;
}

/** How all trials of a study ended, as a bar and in numbers that add up to all that are planned. */
export function OutcomeTotals({ conditions }: { readonly conditions: readonly ConditionProgress[] }): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  const { planned } = sumCounts(conditions);
  const totals = totalsOf(conditions);
  return (
    <>
      <h2>What is there</h2>
      <div className="outcome-bar" aria-hidden="true">
        {totals.map(({ outcome, method, count }) => (
          <span
            key={`${outcome} ${method}`}
            data-outcome={method === undefined ? outcome : 'placebo'}
            style={{ flexGrow: count }}
          />
        ))}
      </div>
      <ul className="outcome-totals">
        {totals.map(({ outcome, method, count }) => (
          <li key={`${outcome} ${method}`}>
            {outcome === 'pending' ? (
              <OutcomeChip outcome={outcome} />
            ) : (
              <a href={href('trials', { study, outcome, method: method ?? methodsOf(conditions, outcome) })}>
                <OutcomeChip outcome={outcome} method={method} />
              </a>
            )}{' '}
            <strong>{grouped(count)}</strong>{' '}
            <span className="share">{percentSigned(planned === 0 ? null : count / planned)}</span>
          </li>
        ))}
      </ul>
      <p className="note">
        Together {grouped(planned)} planned trials. Shares are of all these; bail rates, with their own denominators and
        intervals, are on the page <a href={href('rates', { study })}>Rates</a>.
      </p>
    </>
  );
}

function totalsOf(conditions: readonly ConditionProgress[]): readonly Total[] {
  const placebo = conditions.filter(({ condition }) => condition.method === 'placebo-tool');
  const used = sumCounts(placebo).outcomes.bail ?? 0;
  const all = sumCounts(conditions).outcomes;
  return countedOutcomes
    .flatMap((outcome): readonly Total[] => {
      const count = all[outcome] ?? 0;
      return outcome === 'bail'
        ? [
            { outcome, method: undefined, count: count - used },
            { outcome, method: 'placebo-tool', count: used },
          ]
        : [{ outcome, method: undefined, count }];
    })
    .filter(({ count }) => count > 0);
}

/** Of bails: the methods that offer an exit, where the placebo is among the study's. */
function methodsOf(conditions: readonly ConditionProgress[], outcome: CountedOutcome): readonly string[] | undefined {
  const methods = [...new Set(conditions.map(({ condition }) => condition.method))];
  if (outcome !== 'bail' || !methods.includes('placebo-tool')) return undefined;
  return methods.filter((method) => method !== 'placebo-tool');
}
