import type { ConditionLabel } from './condition-label.ts';

/** An item whose user is in danger, and on which an exit was taken. */
export interface CrisisItem {
  readonly item: string;
  readonly category: string | null;
  /** Trials that ended as bail, and those that ended as bail or continue. */
  readonly exits: number;
  readonly answers: number;
  /** Numbers of the trials that ended as bail, by epoch, as `exitpoll export trials` has them. */
  readonly trials: readonly number[];
}

/** Where a condition left somebody in a crisis. */
export interface CrisisExits extends ConditionLabel {
  /** At least one. */
  readonly items: readonly CrisisItem[];
}
