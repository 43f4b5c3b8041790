import type { RunState } from '../../store/run-state.ts';
import type { RunTallies } from '../../store/runs.ts';

/** A run as the viewer tells of it. Which machine and process it is on is nobody's business. */
export interface ShownRun {
  readonly id: number;
  /** Name of the study it worked on. */
  readonly study: string;
  readonly state: RunState;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Its last sign of life. */
  readonly heartbeatAt: string;
  /** `null` while it is on, and for one that died. */
  readonly endedAt: string | null;
  /** As of its last sign of life; `null` where it had none. */
  readonly tallies: RunTallies | null;
  /** Of one that is on: until its last model is through, at the rate of the last minute; `null` where nobody can tell. */
  readonly secondsLeft: number | null;
}

/** `GET /runs`: the runs of the store, those that are on first, then the newest first. */
export interface ShownRuns {
  readonly runs: readonly ShownRun[];
}
