import type { ReactNode } from 'react';

import { percentSigned } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { TrialRow } from '../../../src/server/wire/trial-page.ts';
import { ConditionLine } from '../../ui/condition-line.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { OutcomeChip } from '../../ui/outcome-chip.tsx';
import { SnippetText } from '../../ui/snippet-text.tsx';

/** One trial of the list in two lines: what it was and how it ended; what was said. All of it leads to the trial. */
export function TrialLine({
  row,
  condition,
  address,
  isCurrent,
  showLabels,
  onOpen,
}: {
  readonly row: TrialRow;
  readonly condition: ConditionName | undefined;
  readonly address: string;
  readonly isCurrent: boolean;
  readonly showLabels: boolean;
  /** Called before the address is followed. */
  readonly onOpen: () => void;
}): ReactNode {
  return (
    <div className="trial-line" data-current={isCurrent ? true : undefined}>
      <p className="what">
        <OutcomeChip outcome={row.outcome ?? 'unscored'} method={condition?.method} />
        <a href={address} onClick={onOpen} aria-current={isCurrent ? 'true' : undefined}>
          <Foreign text={row.item} />
        </a>
        {condition === undefined ? null : <ConditionLine condition={condition} />}
        <span className="facts">
          {row.bailProbability === null ? null : <span>P(leave) {percentSigned(row.bailProbability)}</span>}
          {row.outcomePaper === null || row.outcomePaper === row.outcome ? null : (
            <span>paper: {row.outcomePaper}</span>
          )}
          {row.refusals.map(({ scorer, label }) => (
            <span key={scorer}>
              <Foreign text={`${scorer}: ${label}`} />
            </span>
          ))}
          {row.flags.length === 0 ? null : <span>{row.flags.join(', ')}</span>}
          <LabelFact labels={row.labels} showLabels={showLabels} />
          <span>epoch {row.epoch}</span>
        </span>
      </p>
      <p className="said">
        <span>
          <span className="who">user</span> <SnippetText snippet={row.prompt} />
        </span>
        <span>
          <span className="who">model</span> <SnippetText snippet={row.reply} />
        </span>
        {row.elsewhere.slice(0, 1).map(({ place, snippet }) => (
          <span key={place}>
            <span className="who">{place}</span> <SnippetText snippet={snippet} />
          </span>
        ))}
      </p>
    </div>
  );
}

/** How many labels it has; what they say only where that was asked for, so that whoever audits stays blind. */
function LabelFact({
  labels,
  showLabels,
}: {
  readonly labels: TrialRow['labels'];
  readonly showLabels: boolean;
}): ReactNode {
  if (labels.length === 0) return null;
  if (!showLabels) return <span>{labels.length === 1 ? '1 label' : `${labels.length} labels`}</span>;
  return labels.map(({ rater, label }) => (
    <span key={rater}>
      <Foreign text={`${rater}: ${label ?? 'failed'}`} />
    </span>
  ));
}
