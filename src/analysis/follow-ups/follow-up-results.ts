import { outcomes, type Outcome } from '../../conversation/outcome.ts';
import { krippendorffAlpha } from '../../stats/krippendorff-alpha.ts';
import { clusteredRate } from '../../stats/proportion.ts';
import { followUpOutcomes, planFollowUps, type FollowUpOutcomeRow } from '../../store/follow-up-rows.ts';
import type { StoredFollowUp } from '../../store/plan-follow-ups.ts';
import type { Store } from '../../store/store.ts';
import { type CountedCondition } from '../condition.ts';
import { conditionLabel, readoutOf } from '../condition-label.ts';
import type { OutcomeCounts } from '../results.ts';
import type { FollowUpResult } from './results.ts';

/** What became of every follow-up of the shown conditions whose bails are followed up. */
export function followUpResults(
  store: Store,
  shown: readonly CountedCondition[],
  wordingOf: (condition: CountedCondition['condition']) => string | null,
): readonly FollowUpResult[] {
  const ofRevision = new Map<number, readonly StoredFollowUp[]>();
  return shown.flatMap((counted) => {
    const { revisionId, method, unsupported } = counted.condition;
    const isFollowed = method !== 'baseline' && method !== 'placebo-tool' && readoutOf(counted.condition) === 'sampled';
    if (!isFollowed || unsupported !== null) return [];
    const planned = ofRevision.get(revisionId) ?? planFollowUps(store, revisionId);
    ofRevision.set(revisionId, planned);
    return planned.map((followUp) =>
      followUpResult(counted, followUp, followUpOutcomes(store, counted.condition, followUp), wordingOf),
    );
  });
}

const inDenominator: ReadonlySet<Outcome> = new Set(['bail', 'continue', 'unparsed', 'truncated']);

function followUpResult(
  { condition, study, grid, rows, result: { outcomes: own } }: CountedCondition,
  { label, followUp, draws }: StoredFollowUp,
  stored: readonly FollowUpOutcomeRow[],
  wordingOf: (condition: CountedCondition['condition']) => string | null,
): FollowUpResult {
  const membership = grid?.membership;
  const members = new Set(rows);
  const rowOf = ({ itemId }: FollowUpOutcomeRow): number => membership?.finder.of(itemId) ?? -1;
  const here = stored.filter((one) => members.has(rowOf(one)));
  const matching = here.filter(({ isAfterBail }) => isAfterBail);
  const planned = own.bail * draws;
  const byRow = Map.groupBy(
    matching.filter(({ outcome }) => outcome !== null && inDenominator.has(outcome)),
    rowOf,
  );
  const items = [...byRow].map(([row, members_]) => ({
    cluster: membership?.clusterOf[row] ?? 0,
    successes: members_.filter(({ outcome }) => outcome === 'bail').length,
    draws: members_.length,
  }));
  const rate = items.length === 0 ? null : clusteredRate(items);
  return {
    ...conditionLabel(study, condition, wordingOf(condition)),
    kind: followUp.kind,
    followUp: label,
    answerOrder: followUp.order,
    draws,
    bails: own.bail,
    planned,
    outcomes: countsOf(matching, planned),
    withoutBail: here.length - matching.length,
    n: items.reduce((sum, item) => sum + item.draws, 0),
    items: items.length,
    clusters: new Set(items.map(({ cluster }) => cluster)).size,
    rate: rate?.rate ?? null,
    low: rate?.random.low ?? null,
    high: rate?.random.high ?? null,
    tooFew: rate?.random.tooFew ?? false,
    lowFixed: rate?.fixed.low ?? null,
    highFixed: rate?.fixed.high ?? null,
    tooFewFixed: rate?.fixed.tooFew ?? false,
    consistency: consistencyOf(matching, draws),
  };
}

function countsOf(rows: readonly FollowUpOutcomeRow[], planned: number): OutcomeCounts {
  const counts = Object.fromEntries(
    outcomes.map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length]),
  ) as Record<Outcome, number>;
  const ended = outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
  return { ...counts, pending: planned - ended };
}

/** How alike the answers after one bail are, over the bails with at least two. */
export function consistencyOf(
  rows: readonly Pick<FollowUpOutcomeRow, 'trialId' | 'draw' | 'outcome'>[],
  draws: number,
): FollowUpResult['consistency'] {
  const answered = rows.filter(({ outcome }) => outcome === 'bail' || outcome === 'continue');
  const units = [...Map.groupBy(answered, ({ trialId }) => trialId).values()].filter((unit) => unit.length > 1);
  if (units.length === 0) return null;
  let agreement = 0;
  for (const unit of units) {
    const leave = unit.filter(({ outcome }) => outcome === 'bail').length;
    const stay = unit.length - leave;
    agreement += (leave * (leave - 1) + stay * (stay - 1)) / (unit.length * (unit.length - 1));
  }
  const codes = Array.from({ length: draws }, (_, index) =>
    units.map((unit) => {
      const found = unit.find(({ draw }) => draw === index + 1);
      return found === undefined ? Number.NaN : Number(found.outcome === 'bail');
    }),
  );
  return { bails: units.length, agreement: agreement / units.length, alpha: krippendorffAlpha(codes).value };
}
