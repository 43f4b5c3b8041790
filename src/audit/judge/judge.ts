import { systemClock } from '../../base/clock.ts';
import { askAll, type AskingOptions, type AskingResult } from '../../run/asking.ts';
import { CallFailed } from '../../run/calls.ts';
import { Budget } from '../../run/limits/budget.ts';
import type { BudgetLimits } from '../../run/limits/limits.ts';
import type { OpenedModel } from '../../run/open-models.ts';
import { putLabels, sampledLabels, type LabelledUnit, type StoredLabel } from '../../store/labels.ts';
import type { Store } from '../../store/store.ts';
import type { AuditUnit } from '../audit-unit.ts';
import { judgePrefix } from '../rater-name.ts';
import { auditJudgeRequest, auditRubricVersions, auditSeries } from './rubric.ts';
import { readAuditVerdict } from './verdict.ts';

const attempts = 5;
const mostInFlight = 1_024;

/** What a judge did. */
export interface Judged {
  readonly rater: string;
  /** Labels given now, those that were there already, and failures of the judge with how often each was. */
  readonly labelled: number;
  readonly before: number;
  readonly failures: ReadonlyMap<string, number>;
  /** Trials, or conversations, without a label and without a failure. */
  readonly left: number;
  readonly result: AskingResult;
}

/** What the labels of a judge are stored under: a judge with another rubric is another rater. */
export function judgeName(model: string, unit: LabelledUnit): string {
  return `${judgePrefix}${model} (rubric ${auditRubricVersions[unit]})`;
}

/**
 * Lets a model label every sampled trial, or conversation, it has no label for. A verdict that cannot be read and a call that fails are
 * failures of the judge, counted and stored as such; the latter are tried again the next time.
 */
export async function judgeUnits(
  store: Store,
  study: string,
  units: readonly AuditUnit[],
  options: Pick<AskingOptions<AuditUnit>, 'revisionId' | 'stop' | 'onNotice' | 'onStart'> & {
    readonly unit: LabelledUnit;
    readonly opened: OpenedModel;
    readonly concurrency: number | undefined;
    readonly budget: BudgetLimits;
  },
): Promise<Judged> {
  const { opened, unit } = options;
  const rater = judgeName(opened.planned.label, unit);
  const known = new Map(
    sampledLabels(store, study, unit)
      .filter((label) => label.rater === rater)
      .map((label) => [label.unitId, label]),
  );
  // A stored verdict stays what it is; a call that failed leaves no generation.
  const open = units.filter(({ unitId }) => (known.get(unitId)?.generationId ?? null) === null);
  const failures = new Map<string, number>();
  let labelled = 0;
  const put = (unitId: number, given: Pick<StoredLabel, 'label' | 'note' | 'generationId'>): boolean => {
    const label = { unitId, rater, judge: true, labelledAt: systemClock.now(), detectorsShown: false, ...given };
    putLabels(store, [label], unit);
    if (given.label === null) failures.set(given.note ?? '', (failures.get(given.note ?? '') ?? 0) + 1);
    else labelled += 1;
    return given.label !== null;
  };
  const result = await askAll<AuditUnit>(store, {
    ...options,
    model: opened.model,
    label: rater,
    price: opened.price,
    series: auditSeries,
    attempts,
    concurrency: options.concurrency ?? mostInFlight,
    budget: new Budget(options.budget),
    planned: open.length,
    tasks: open[Symbol.iterator](),
    work: async (one, ask, signal) => {
      const { unitId } = one;
      const { request, token } = auditJudgeRequest(one.read(), unit);
      try {
        const { id, reply } = await ask(request, signal);
        const verdict = readAuditVerdict(reply, token);
        return 'failed' in verdict
          ? put(unitId, { label: null, note: verdict.failed, generationId: id })
          : put(unitId, { label: verdict.label, note: verdict.reason, generationId: id });
      } catch (error) {
        // A call that failed because all was being stopped may well succeed the next time.
        if (!(error instanceof CallFailed) || options.stop.stopping) throw error;
        return put(unitId, { label: null, note: error.message, generationId: null });
      }
    },
  });
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  return {
    rater,
    labelled,
    before: [...known.values()].filter(({ label }) => label !== null).length,
    failures,
    left: open.length - labelled - failed,
    result,
  };
}
