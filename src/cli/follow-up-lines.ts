import { followedUpLines, followUpsPerBail } from '../run/follow-ups-due.ts';
import type { LineEstimate } from '../run/estimate.ts';
import type { PreparedStudy } from '../run/prepare.ts';
import { followUpProgress } from '../store/pending-follow-ups.ts';
import type { Store } from '../store/store.ts';
import { counted, grouped } from '../base/figures.ts';

/** What follows each bail. Nobody knows how many there will be, so it is in no other figure of a plan. */
export interface FollowUpEstimate {
  /** What the study calls each, with its draws. */
  readonly followUps: readonly { readonly label: string; readonly order: string; readonly draws: number }[];
  /** Calls after one bail; the reply to an open question is shared by both orders of what follows it. */
  readonly callsPerBail: number;
  /** Follow-ups of one bail. */
  readonly perBail: number;
  /** If every trial ended as a bail. */
  readonly most: number;
  /** Of the bails there are: follow-ups planned, and done. `null` where no store is looked at. */
  readonly planned: number | null;
  readonly done: number | null;
}

/** Counts what follows bails; `null` for a study without follow-ups. */
export function followUpEstimate(
  { followUps }: PreparedStudy,
  lines: readonly LineEstimate[],
  store: Store | null,
): FollowUpEstimate | null {
  if (followUps.length === 0) return null;
  const open = new Set(followedUpLines(lines.map(({ line }) => line)));
  const own = lines.filter(({ line }) => open.has(line));
  const perBail = followUps.reduce((sum, { draws }) => sum + draws, 0);
  const shared = new Map<string, number>();
  for (const { followUp, draws } of followUps) {
    const first = followUp.turns.length === 1 ? null : JSON.stringify(followUp.turns[0]);
    if (first !== null) shared.set(first, Math.max(shared.get(first) ?? 0, draws));
  }
  const progress = store === null ? null : followUpProgress(store, [...open], followUps);
  return {
    followUps: followUps.map(({ label, followUp, draws }) => ({ label, order: followUp.order, draws })),
    callsPerBail: perBail + shared.values().reduce((sum, draws) => sum + draws, 0),
    perBail,
    most:
      own.reduce((sum, { line, trials }) => sum + trials * (followUpsPerBail(line, followUps) > 0 ? 1 : 0), 0) *
      perBail,
    planned: progress?.planned ?? null,
    done: progress?.done ?? null,
  };
}

/** The same in a sentence; nothing for a study without follow-ups. */
export function followUpLines(estimate: FollowUpEstimate | null): string[] {
  if (estimate === null) return [];
  const { followUps, callsPerBail, most, planned, done } = estimate;
  const names = [...new Set(followUps.map(({ label, draws }) => label + (draws === 1 ? '' : ` (${draws} draws)`)))];
  const stored =
    planned === null || planned === 0
      ? ''
      : ` Of the bails there are: ${grouped(planned)}, ${grouped(done ?? 0)} of them done.`;
  return [
    `  after each bail: ${names.join(', ')}: ${counted(callsPerBail, 'call')} more, in no other figure here; at most ${counted(most, 'follow-up')}.${stored}`,
  ];
}
