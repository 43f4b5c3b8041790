import type { ReactNode } from 'react';

import { count, nothing } from '../../../src/report/format.ts';
import { methodLabel, modelLabel } from '../../../src/report/labels.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { href, useRoute } from '../../route.ts';
import { Foreign } from '../../ui/foreign.tsx';

type Fact = readonly [name: string, value: ReactNode];

/** What is known of the condition and of the item; what others share leads to the trials that have it too. */
export function Facts({
  detail,
  condition,
}: {
  readonly detail: TrialDetail;
  readonly condition: ConditionName | undefined;
}): ReactNode {
  return (
    <>
      <FactList id="condition" title="Condition" facts={conditionFacts(detail, condition)} />
      <FactList id="item" title="Item" facts={itemFacts(detail)} />
      <FactList id="calls" title="Calls" facts={callFacts(detail)} />
    </>
  );
}

function FactList({
  id,
  title,
  facts,
}: {
  readonly id: string;
  readonly title: string;
  readonly facts: readonly Fact[];
}): ReactNode {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A value that leads to all trials that have it. */
function TrialsWith({
  field,
  value,
  label = value,
}: {
  readonly field: string;
  readonly value: string;
  readonly label?: string;
}): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  return (
    <a href={href('trials', { study, [field]: value })}>
      <Foreign text={label} />
    </a>
  );
}

function conditionFacts({ record }: TrialDetail, condition: ConditionName | undefined): readonly Fact[] {
  const { sampling } = record;
  const drawn = ({ temperature, topP, maxTokens }: typeof sampling.reply): string =>
    `temperature ${temperature}, top-p ${topP}, at most ${count(maxTokens)} tokens`;
  return [
    ['Model', <Foreign key="" text={modelLabel(record)} />],
    ['Method', methodLabel(record)],
    ...(record.wording === null
      ? []
      : [['Wording', <TrialsWith key="" field="wording" value={record.wording} />] as const]),
    ...(record.leadIn === null
      ? []
      : [['Lead-in', <TrialsWith key="" field="leadIn" value={record.leadIn} />] as const]),
    ...(record.historyAuthor === 'dataset'
      ? []
      : [['History by', <Foreign key="" text={record.historyAuthor} />] as const]),
    ...(record.replyAuthor === 'self' ? [] : [['Reply by', <Foreign key="" text={record.replyAuthor} />] as const]),
    ['Epoch', condition === undefined ? record.epoch : `${record.epoch} of ${condition.epochs}`],
    ...(record.replyAuthor === 'dataset' ? [] : [['Reply drawn', drawn(sampling.reply)] as const]),
    ...(sampling.answer === null ? [] : [['Answer drawn', drawn(sampling.answer)] as const]),
    ['Its trials', <TrialsWith key="" field="condition" value={record.condition} label="all of this condition" />],
  ];
}

function itemFacts({ record, item }: TrialDetail): readonly Fact[] {
  return [
    ['Item', <TrialsWith key="" field="item" value={record.item} />],
    ['Dataset', <TrialsWith key="" field="dataset" value={record.dataset} />],
    ...(record.category === null
      ? []
      : [['Category', <TrialsWith key="" field="category" value={record.category} />] as const]),
    ['Cluster', <TrialsWith key="" field="cluster" value={record.cluster} />],
    ...(item.turn === null ? [] : [['Turn', `${item.turn.at} of ${item.turn.of}`] as const]),
    ...(item.tags.length === 0 ? [] : [['Tags', <Foreign key="" text={item.tags.join(', ')} />] as const]),
    ...(item.twin === null
      ? []
      : [[item.twin.is === 'twin' ? 'Benign twin' : 'Twin of', <TwinLink key="" twin={item.twin} />] as const]),
    ['Hash', <code key="">{record.itemHash.slice(0, 12)}</code>],
  ];
}

function TwinLink({ twin }: { readonly twin: NonNullable<TrialDetail['item']['twin']> }): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  if (twin.to === null) return <Foreign text={twin.item} />;
  return (
    <a href={href('trial', { study }, [twin.to.condition, twin.to.trial])}>
      <Foreign text={twin.item} />
    </a>
  );
}

function callFacts({ record, steps }: TrialDetail): readonly Fact[] {
  if (record.steps.length === 0) return [['Replies', 'none']];
  const each = (value: (step: number) => string | number | null): string => {
    const values = record.steps.map((_, step) => value(step) ?? nothing);
    return new Set(values).size === 1 ? String(values[0]) : values.join(', then ');
  };
  const cost = steps.reduce<number | null>((sum, one) => (one.cost === null ? sum : (sum ?? 0) + one.cost), null);
  const cached = steps.some(({ cachedTokens }) => (cachedTokens ?? 0) > 0);
  return [
    ['Tokens read', each((step) => counted(record.steps[step]?.promptTokens))],
    ...(cached ? [['From a cache', each((step) => counted(steps[step]?.cachedTokens))] as const] : []),
    ['Tokens written', each((step) => counted(record.steps[step]?.completionTokens))],
    ['Time', each((step) => `${((record.steps[step]?.durationMs ?? 0) / 1000).toFixed(2)} s`)],
    ['Begun', <time key="">{record.steps[0]?.startedAt.replace('T', ' ').slice(0, 19)} UTC</time>],
    ['Ended', <Foreign key="" text={each((step) => steps[step]?.finishRaw ?? record.steps[step]?.finish ?? null)} />],
    ['Calls made', each((step) => steps[step]?.attempts ?? null)],
    ['Model served', <Foreign key="" text={each((step) => steps[step]?.servedModel ?? null)} />],
    ...(steps.some(({ fingerprint }) => fingerprint !== null)
      ? [['Fingerprint', <Foreign key="" text={each((step) => steps[step]?.fingerprint ?? null)} />] as const]
      : []),
    ['Cost', cost === null ? 'no prices known' : `${cost.toPrecision(2)} US dollars`],
    ['Generation', each((step) => counted(record.steps[step]?.generation))],
  ];
}

function counted(value: number | null | undefined): string | null {
  return value == null ? null : count(value);
}
