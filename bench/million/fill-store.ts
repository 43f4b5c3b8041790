import { sha256 } from '../../src/base/hash.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import type { Store } from '../../src/index.ts';
import { scoreTrial } from '../../src/run/score.ts';
import { pendingChains, type PendingTrial } from '../../src/store/pending.ts';
import type { StoredPlan } from '../../src/store/plans.ts';
import { planProgress } from '../../src/store/progress.ts';
import type { StoreRecord } from '../../src/store/records.ts';
import { startRun } from '../../src/store/runs.ts';
import { writeRecords } from '../../src/store/write-records.ts';

const batchTrials = 5_000;

const sameText = 'This is what there is to say about it, in a plain sentence of some length.';

/**
 * Stores an outcome for every trial of a plan but the last `left`, as a run would, faster than one: large commits.
 *
 * @param textOf what the first reply of the trial stored as number so many says; all say the same unless given
 */
export function fillStore(
  store: Store,
  plan: StoredPlan,
  left: number,
  textOf: (index: number) => string = () => sameText,
): void {
  const runId = startRun(store, plan.revisionId, 0);
  const modelId = plan.modelIds[0] ?? 0;
  const until = planProgress(store, plan.lines).planned - left;
  let batch: StoreRecord[] = [];
  let count = 0;
  for (const trial of pendingTrials(store, plan)) {
    if (count === until) break;
    count += 1;
    batch.push(...recordsOf(trial, count, modelId, textOf));
    if (batch.length >= 2 * batchTrials || count === until) {
      const records = batch;
      store.transaction(() => writeRecords(store.statements, runId, records));
      batch = [];
    }
  }
}

function* pendingTrials(store: Store, plan: StoredPlan): Generator<PendingTrial> {
  const chains = pendingChains(store, plan.lines, { draws: 'apart', drawsPerCall: 1 });
  for (const chain of chains) for (const step of chain) yield* step;
}

function recordsOf(
  { line, item, epoch }: PendingTrial,
  index: number,
  modelId: number,
  textOf: (index: number) => string,
): StoreRecord[] {
  const { offer } = line.arm;
  const leaves = offer.exit?.kind === 'tool' && index % 7 === 0 ? offer.exit.tool : null;
  const reply: Reply = {
    text: leaves === null ? textOf(index) : '',
    reasoning: null,
    toolCalls: leaves === null ? [] : [{ id: null, name: leaves, arguments: '{}' }],
    finish: 'stop',
    finishRaw: 'stop',
    usage: null,
    servedModel: null,
    fingerprint: null,
  };
  const refs = [{ suffix: '', id: null, reply }];
  if (offer.exit?.kind === 'prompt') {
    const { tag, bail, continue: stay } = offer.exit;
    const text = `<${tag}>${index % 5 === 0 ? bail : stay}</${tag}>`;
    refs.push({ suffix: ' answer', id: null, reply: { ...reply, text } });
  }
  const at = { draw: epoch, startedAt: 0, durationMs: 0, attempts: 1 };
  return [
    ...refs.map((ref) => {
      return { kind: 'generation', ref, key: sha256(`bench ${index}${ref.suffix}`), modelId, ...at } as const;
    }),
    {
      kind: 'trial',
      armId: line.armId,
      epoch,
      itemId: item.itemId,
      offerId: line.offerIds.offer,
      ending: 'scored',
      note: null,
      leadIn: null,
      steps: refs,
      failed: [],
      outcomes: scoreTrial(offer, { ending: 'scored', leadIn: null, replies: refs.map((ref) => ref.reply) }),
    },
  ];
}
