import { wordingLabels } from '../../analysis/condition.ts';
import { conditionId } from '../../analysis/condition-label.ts';
import type { TrialRecord } from '../../analysis/trial-record.ts';
import { trialRecord } from '../../analysis/trial-records.ts';
import { auditJudgeRequest, auditSeries } from '../../audit/judge/rubric.ts';
import { isoTime } from '../../base/clock.ts';
import { ExitpollError } from '../../base/errors.ts';
import { scorerVersions } from '../../conversation/outcome.ts';
import type { StoredCondition } from '../../store/conditions.ts';
import { planFollowUps } from '../../store/follow-up-rows.ts';
import { leadInStep } from '../../store/records.ts';
import { storedScorers } from '../../store/scores.ts';
import type { Store } from '../../store/store.ts';
import {
  everyOutcome,
  itemTrialsOf,
  memberFacts,
  otherOfPair,
  trialFailures,
  trialLabels,
  type MemberFacts,
} from '../../store/trial-facts.ts';
import { trialPlace, trialsAt, trialSteps, type StoredStep, type StoredTrial } from '../../store/trial-rows.ts';
import type { PlannedStudy } from '../planned.ts';
import type { TrialDetail } from '../wire/trial-detail.ts';
import { trialsBeside } from './beside.ts';
import { AskedReader } from './asked-reader.ts';
import { repliesOf } from './trial-replies.ts';

/**
 * Everything that is known of one trial, its texts whole.
 *
 * @param name the id of its condition, and its key in the store
 * @param sharing how many other trials rest on a generation
 * @throws ExitpollError when the study has no such condition, or that has no such trial.
 */
export function trialDetail(
  store: Store,
  { revision, conditions: planned }: PlannedStudy,
  name: { readonly condition: string; readonly trial: number },
  sharing: (generationId: number) => number,
): Omit<TrialDetail, 'cut'> {
  const conditions = planned.map(({ condition }) => condition);
  const condition = planned.find((one) => one.name.id === name.condition)?.condition;
  const place = condition === undefined ? null : trialPlace(store, condition, name.trial);
  if (condition === undefined || place === null) throw noSuchTrial(revision.name, name);
  const [trial] = trialsAt(store, condition, [place]);
  if (trial === undefined) throw noSuchTrial(revision.name, name);
  const followUps = planFollowUps(store, revision.id);
  const scorers = storedScorers(store);
  const steps = trialSteps(store, name.trial);
  const member = memberFacts(store, condition.datasetId, place.row);
  const wording = wordingLabels(conditions)(condition);
  const record = trialRecord(store, revision.name, condition, wording, trial, { asked: followUps, scorers });
  const reader = new AskedReader(store);
  const stored = { ...trial, trialId: name.trial };
  const told = { store, revision, condition, trial: stored, steps, followUps, scorers, reader };
  const replies = repliesOf(told, sharing);
  const labels = labelsOf(store, record, reader);
  return {
    record,
    origin: originOf(condition, trial, steps),
    item: {
      tags: member.tags,
      turn: member.turns > 1 ? { at: member.turn, of: member.turns } : null,
      twin: pairOf(store, conditions, condition, member, place.epoch),
    },
    outcomes: outcomesOf(store, name.trial),
    labels,
    ...replies,
    requests: reader.packed(),
    failed: trialFailures(store, name.trial).map(({ k, n, startedAt, ...failure }) => ({
      step: k,
      attempt: n,
      startedAt: isoTime(startedAt),
      ...failure,
    })),
    beside: trialsBeside(store, conditions, member.itemId),
  };
}

function noSuchTrial(study: string, { condition, trial }: { condition: string; trial: number }): ExitpollError {
  return new ExitpollError(`the study "${study}" has no trial ${trial} in a condition "${condition}"`, {
    code: 'no-such-trial',
    hint: 'The plan may have changed since the address was made: look for the trial in the list of trials.',
  });
}

function originOf(
  { leadIn, settings }: StoredCondition,
  { conversation }: StoredTrial,
  steps: readonly StoredStep[],
): TrialDetail['origin'] {
  const ofStudy = conversation.system === null && (settings as { system: string | null }).system !== null;
  const ofLeadIn = leadIn !== null && leadIn.system !== null && leadIn.system !== '';
  const isAsked = steps.some(({ k }) => k === leadInStep);
  return {
    system: ofLeadIn ? 'lead-in' : ofStudy ? 'study' : null,
    leadIn: leadIn === null ? 0 : leadIn.messages.length + (isAsked ? 1 : 0),
  };
}

function outcomesOf(store: Store, trialId: number): TrialDetail['outcomes'] {
  const present = (scorer: string, version: number): boolean =>
    scorer in scorerVersions && scorerVersions[scorer as keyof typeof scorerVersions] === version;
  const rank = (one: TrialDetail['outcomes'][number]): number => (one.present && one.scorer === 'strict' ? 0 : 1);
  return everyOutcome(store, trialId)
    .map((one) => ({ ...one, present: present(one.scorer, one.version) }))
    .toSorted((one, other) => rank(one) - rank(other));
}

/** What people and judges said of it. */
function labelsOf(store: Store, record: TrialRecord, reader: AskedReader): TrialDetail['labels'] {
  return trialLabels(store, record.trial).map(({ generationId, ...label }) => ({
    ...label,
    labelledAt: isoTime(label.labelledAt),
    asked:
      generationId === null
        ? null
        : reader.asked(generationId, auditJudgeRequest([record], 'trial').request, auditSeries),
  }));
}

/** The other of the trial's pair, and its trial of the same epoch and arm. */
function pairOf(
  store: Store,
  conditions: readonly StoredCondition[],
  own: StoredCondition,
  member: MemberFacts,
  epoch: number,
): TrialDetail['item']['twin'] {
  const other = conditions.find(
    ({ armId, datasetId, part }) => armId === own.armId && datasetId === own.datasetId && part !== own.part,
  );
  const found = other === undefined ? null : otherOfPair(store, own.datasetId, member);
  if (other === undefined || found === null) return null;
  const { epochs, armId } = other;
  const trials = itemTrialsOf(store, { armId, itemId: found.itemId, epochs, version: scorerVersions.strict });
  const same = trials.find((one) => one.epoch === epoch);
  return {
    is: member.twin === null ? 'twin' : 'original',
    item: found.name,
    to: same === undefined ? null : { condition: conditionId(other), trial: same.trialId },
  };
}
