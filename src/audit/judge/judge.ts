import { systemClock } from '../../base/clock.ts';
import { isAuditLabel } from '../../conversation/audit-label.ts';
import { askAll, type AskAllOptions, type AskedAll } from '../../run/ask-all.ts';
import { putLabels, sampledLabels, type StoredLabel } from '../../store/labels.ts';
import type { Store } from '../../store/store.ts';
import type { AuditTrial } from '../audit-trials.ts';
import { judgePrefix } from '../rater.ts';
import { auditJudgeRequest, auditRubricVersion } from './rubric.ts';
import { readAuditVerdict } from './verdict.ts';

/** What a judge did. */
export interface Judged extends AskedAll {
  readonly rater: string;
  /** Labels given now, those that were there already, and failures of the judge with how often each was. */
  readonly labelled: number;
  readonly before: number;
  readonly failures: ReadonlyMap<string, number>;
}

/** What the labels of a judge are stored under: a judge with another rubric is another rater. */
export function judgeName(model: string): string {
  return `${judgePrefix}${model} (rubric ${auditRubricVersion})`;
}

/**
 * Lets a model label every sampled trial it has no label for. A verdict that cannot be read and a call that fails are
 * failures of the judge, counted and stored as such; the latter are tried again the next time.
 */
export async function judgeTrials(
  store: Store,
  study: string,
  trials: readonly AuditTrial[],
  options: Pick<AskAllOptions<never>, 'revisionId' | 'opened' | 'concurrency' | 'budget' | 'stop' | 'onStart'>,
): Promise<Judged> {
  const rater = judgeName(options.opened.planned.label);
  const known = new Map(
    sampledLabels(store, study)
      .filter((label) => label.rater === rater)
      .map((label) => [label.trialId, label]),
  );
  // A stored verdict stays what it is; a call that failed leaves no generation.
  const open = trials.filter(({ trialId }) => {
    const label = known.get(trialId);
    return label === undefined || label.generationId === null;
  });
  let labelled = 0;
  const failures = new Map<string, number>();
  const put = (trialId: number, given: Pick<StoredLabel, 'label' | 'note' | 'generationId'>): void => {
    putLabels(store, [{ trialId, rater, judge: true, labelledAt: systemClock.now(), detectorsShown: false, ...given }]);
    if (given.label === null) failures.set(given.note ?? '', (failures.get(given.note ?? '') ?? 0) + 1);
    else labelled += 1;
  };
  const asked = await askAll<AuditTrial>({
    ...options,
    store,
    questions: open,
    requestOf: (trial) => auditJudgeRequest(trial.read()).request,
    onReply: (trial, { id, reply }) => {
      const { trialId } = trial;
      const verdict = readAuditVerdict(reply, auditJudgeRequest(trial.read()).token);
      if ('failed' in verdict) put(trialId, { label: null, note: verdict.failed, generationId: id });
      else put(trialId, { label: verdict.label, note: verdict.reason, generationId: id });
    },
    onFailed: ({ trialId }, message) => put(trialId, { label: null, note: message, generationId: null }),
  });
  const before = [...known.values()].filter(({ label }) => label !== null && isAuditLabel(label)).length;
  return { ...asked, rater, labelled, before, failures };
}
