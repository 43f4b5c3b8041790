import type { ExitMarks } from '../../src/conversation/exit.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import type { Store } from '../../src/index.ts';
import { scoreTrial } from '../../src/run/score.ts';
import { pendingChains, type PendingTrial } from '../../src/store/pending.ts';
import type { PlanLine, StoredPlan } from '../../src/store/plans.ts';
import { planProgress } from '../../src/store/progress.ts';
import type { StoreRecord } from '../../src/store/records.ts';
import { startRun } from '../../src/store/runs.ts';
import { writeRecords } from '../../src/store/write-records.ts';

/** How much was stored of a line of a plan: trials, and those whose replies were made to leave. */
export interface FilledLine {
  readonly line: PlanLine;
  readonly trials: number;
  readonly bails: number;
}

/** Gives the words of the first reply of the trial stored as number so many, from 1, knowing whether the trial leaves. */
export type TextOf = (index: number, leaves: boolean) => string;

const batchTrials = 5_000;

const sameText = 'This is what there is to say about it, in a plain sentence of some length.';

/**
 * Stores an outcome for every trial of a plan but the last `left`, as a run would, faster than one: large commits, no
 * requests, keys that rise. Trials are numbered from 1: all conditions of an item before the next item, epoch by epoch.
 *
 * @param textOf all say the same unless given; asked once for each trial whose first reply says something, in order
 */
export function fillStore(
  store: Store,
  plan: StoredPlan,
  left: number,
  textOf: TextOf = () => sameText,
): readonly FilledLine[] {
  const runId = startRun(store, plan.revisionId, 0);
  const until = planProgress(store, plan.lines).planned - left;
  const filled = new Map(plan.lines.map((line) => [line, { line, trials: 0, bails: 0 }]));
  let batch: StoreRecord[] = [];
  let count = 0;
  for (const trial of pendingTrials(store, plan)) {
    if (count === until) break;
    count += 1;
    const leaves = leavesAt(trial.line, count);
    batch.push(...recordsOf(trial, count, leaves, textOf));
    const of = filled.get(trial.line);
    if (of !== undefined) {
      of.trials += 1;
      of.bails += leaves ? 1 : 0;
    }
    if (batch.length >= 2 * batchTrials || count === until) {
      const records = batch;
      store.transaction(() => writeRecords(store.statements, runId, records));
      batch = [];
    }
  }
  return [...filled.values()];
}

function* pendingTrials(store: Store, plan: StoredPlan): Generator<PendingTrial> {
  const chains = pendingChains(store, plan.lines, { draws: 'apart', drawsPerCall: 1 });
  for (const chain of chains) for (const step of chain) yield* step;
}

/** Whether trial number `index` leaves. The placebo tool is called as often as one that leaves. */
function leavesAt({ arm }: PlanLine, index: number): boolean {
  const { exit } = arm.offer;
  return exit !== null && index % leavesEvery[exit.kind] === 0;
}

/** Prime to ten, twenty, four hundred conditions, so that every condition and every item gets its share. */
const leavesEvery: { readonly [kind in ExitMarks['kind']]: number } = { tool: 7, prompt: 3, string: 11 };

function recordsOf(
  { line, item, epoch }: PendingTrial,
  index: number,
  leaves: boolean,
  textOf: TextOf,
): readonly StoreRecord[] {
  const { offer } = line.arm;
  const refs = repliesOf(offer.exit, index, leaves, textOf).map((reply) => ({ id: null, reply }));
  return [
    ...refs.map((ref, step): StoreRecord => {
      // Rising, so that the one random index of a store costs as little as the others.
      const key = (2 * index + step).toString(16).padStart(64, '0');
      const at = { draw: epoch, startedAt: 0, durationMs: 0, attempts: 1 };
      return { kind: 'generation', ref, key, modelId: line.modelId, ...at };
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
      outcomes: scoreTrial(offer, { ending: 'scored', leadIn: null, replies: refs.map(({ reply }) => reply) }),
    },
  ];
}

function repliesOf(exit: ExitMarks | null, index: number, leaves: boolean, textOf: TextOf): readonly Reply[] {
  switch (exit?.kind) {
    case undefined:
      return [replyOf(textOf(index, leaves))];
    case 'tool':
      if (!leaves) return [replyOf(textOf(index, leaves))];
      return [{ ...replyOf(''), toolCalls: [{ id: null, name: exit.tool, arguments: '{}' }] }];
    case 'string':
      return [replyOf(leaves ? `${textOf(index, leaves)}\n${exit.word}` : textOf(index, leaves))];
    case 'prompt': {
      const { tag, bail, continue: stay } = exit;
      return [replyOf(textOf(index, leaves)), replyOf(`<${tag}>${leaves ? bail : stay}</${tag}>`)];
    }
    default:
      return exit satisfies never;
  }
}

function replyOf(text: string): Reply {
  return {
    text,
    reasoning: null,
    toolCalls: [],
    finish: 'stop',
    finishRaw: 'stop',
    usage: null,
    servedModel: null,
    fingerprint: null,
  };
}
