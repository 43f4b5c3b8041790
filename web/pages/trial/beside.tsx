import type { ReactNode } from 'react';

import { percentSigned } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { BesideTrial, TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { href, useRoute } from '../../route.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { OutcomeLegend, OutcomeShape, outcomeWord, shownOutcomes } from '../../ui/outcome-chip.tsx';

/** The same item under every condition and in every epoch of the study: how each ended, each a link. */
export function Beside({
  detail,
  conditions,
}: {
  readonly detail: TrialDetail;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const { beside, record } = detail;
  const rows = Map.groupBy(beside, ({ condition }) => condition);
  const epochs = [...new Set(beside.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const names = conditions.filter(({ id }) => rows.has(id));
  const isOneModel = new Set(names.map(({ model }) => model)).size === 1;
  const present = new Set<string>(beside.map(({ outcome }) => outcome));
  return (
    <section className="beside" aria-labelledby="beside">
      <h2 id="beside">The same item elsewhere</h2>
      <div className="scroll" role="region" aria-labelledby="beside" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Condition</th>
              {epochs.map((epoch) => (
                <th key={epoch} scope="col">
                  {epochs.length === 1 ? 'Outcome' : `Epoch ${epoch}`}
                </th>
              ))}
              <th scope="col">
                <span className="unseen">Compare</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((condition) => (
              <BesideRow
                key={condition.id}
                condition={condition}
                label={conditionText(condition, isOneModel ? ['model', 'dataset'] : ['dataset'])}
                trials={rows.get(condition.id) ?? []}
                epochs={epochs}
                present={record}
              />
            ))}
          </tbody>
        </table>
      </div>
      <OutcomeLegend only={shownOutcomes.filter((outcome) => present.has(outcome))} />
    </section>
  );
}

function BesideRow({
  condition,
  label,
  trials,
  epochs,
  present,
}: {
  readonly condition: ConditionName;
  readonly label: string;
  readonly trials: readonly BesideTrial[];
  readonly epochs: readonly number[];
  readonly present: TrialDetail['record'];
}): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  const isPresent = condition.id === present.condition;
  return (
    <tr data-present={isPresent ? true : undefined}>
      <th scope="row">
        <bdi>{label}</bdi>
      </th>
      {epochs.map((epoch) => (
        <td key={epoch}>
          <BesideCell
            trial={trials.find((one) => one.epoch === epoch)}
            condition={condition}
            isPresent={isPresent && epoch === present.epoch}
          />
        </td>
      ))}
      <td>
        {isPresent ? null : (
          <a href={href('compare', { study, a: present.condition, b: condition.id, item: present.item })}>compare</a>
        )}
      </td>
    </tr>
  );
}

function BesideCell({
  trial,
  condition,
  isPresent,
}: {
  readonly trial: BesideTrial | undefined;
  readonly condition: ConditionName;
  readonly isPresent: boolean;
}): ReactNode {
  const { query } = useRoute();
  if (trial === undefined) return null;
  const word = outcomeWord(trial.outcome, condition.method);
  const inside = (
    <>
      <OutcomeShape outcome={trial.outcome} /> {word}
      {trial.bailProbability === null ? null : <span className="soft"> {percentSigned(trial.bailProbability)}</span>}
    </>
  );
  if (trial.trial === null) return <span className="beside-cell">{inside}</span>;
  const address = href('trial', { study: query.get('study') ?? undefined }, [condition.id, trial.trial]);
  return (
    <a
      className="beside-cell"
      data-outcome={trial.outcome}
      href={isPresent ? undefined : address}
      aria-current={isPresent ? 'true' : undefined}
    >
      {inside}
    </a>
  );
}
