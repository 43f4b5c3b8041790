import { Fragment, type ReactNode } from 'react';

import { percentSigned } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { BesideTrial, TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { href, useRoute } from '../../route.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { OutcomeLegend, OutcomeShape, outcomeWord, shownOutcomes } from '../../ui/outcome-chip.tsx';
import { besideTable, type BesideCell } from './beside-table.ts';
import { CompareChoice } from './compare-choice.tsx';

/** The same item under every condition and in every epoch of the study: how each ended, each a link. */
export function Beside({
  detail: { beside, record },
  conditions,
}: {
  readonly detail: TrialDetail;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const { columns, groups } = besideTable(beside, conditions);
  const present = new Set<string>(beside.map(({ outcome }) => outcome));
  return (
    <section className="beside" aria-labelledby="beside">
      <h2 id="beside">The same item elsewhere</h2>
      <div className="scroll" role="region" aria-label="Outcomes of the same item" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Wording</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map(({ title, rows }) => (
              <Fragment key={title}>
                <tr className="group">
                  <th scope="rowgroup" colSpan={columns.length + 1}>
                    <bdi>{title}</bdi>
                  </th>
                </tr>
                {rows.map((row) => (
                  <tr key={row.title}>
                    <th scope="row">
                      <Foreign text={row.title === '' ? 'none' : row.title} />
                    </th>
                    {row.cells.map((cell, index) => (
                      <td key={columns[index]}>{cell === null ? null : <Cell cell={cell} present={record} />}</td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <CompareChoice
        record={record}
        conditions={conditions.filter(({ id }) => beside.some(({ condition }) => condition === id))}
      />
      <p className="note">One sign for each epoch, the first on the left; this trial is framed.</p>
      <OutcomeLegend only={shownOutcomes.filter((outcome) => present.has(outcome))} />
    </section>
  );
}

function Cell({
  cell: { condition, trials },
  present,
}: {
  readonly cell: BesideCell;
  readonly present: TrialDetail['record'];
}): ReactNode {
  return (
    <span className="beside-cell">
      {trials.map((trial) => (
        <Sign
          key={trial.epoch}
          trial={trial}
          condition={condition}
          isPresent={condition.id === present.condition && trial.epoch === present.epoch}
        />
      ))}
    </span>
  );
}

function Sign({
  trial,
  condition,
  isPresent,
}: {
  readonly trial: BesideTrial;
  readonly condition: ConditionName;
  readonly isPresent: boolean;
}): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  const read = trial.bailProbability === null ? '' : `, leaving ${percentSigned(trial.bailProbability)}`;
  const label = `${outcomeWord(trial.outcome, condition.method)}${read}, epoch ${trial.epoch}`;
  const sign = (
    <>
      <OutcomeShape outcome={trial.outcome} />
      <span className="unseen">{label}</span>
    </>
  );
  return trial.trial === null ? (
    <span title={label}>{sign}</span>
  ) : (
    <a
      href={href('trial', { study }, [condition.id, trial.trial])}
      title={label}
      data-outcome={trial.outcome}
      aria-current={isPresent ? 'true' : undefined}
    >
      {sign}
    </a>
  );
}
