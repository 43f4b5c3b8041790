import { isOfSide, type ConditionNames, type Side } from '../../conversation/side.ts';
import type { StoredCondition } from '../../store/conditions.ts';
import { outcomeIn } from '../../store/outcome-grid.ts';
import type { Store } from '../../store/store.ts';
import { type ConditionData } from '../condition.ts';
import { conditionLabel, readoutOf } from '../condition-label.ts';
import type { ComparedCondition } from './comparison.ts';

/** A store whose conditions are compared. */
export interface Source {
  readonly store: Store;
  /** How results call it; `null` for the one that needs no name. */
  readonly name: string | null;
}

/** A condition that may be compared, before its outcomes are read. */
export interface NamedCondition {
  readonly source: Source;
  readonly study: string;
  readonly condition: StoredCondition;
  readonly id: string;
  /** As the study calls them. */
  readonly names: ConditionNames;
  /** What results call its wording: with a hash where one name has several contents. */
  readonly wordingLabel: string | null;
}

/** What is compared: a condition's items, or those of one category. */
export interface Sample {
  readonly named: NamedCondition;
  readonly category: string | null;
  readonly data: ConditionData;
  /** Rows of its items in the dataset, by the ids of the items. */
  readonly rows: Int32Array;
}

/** @param wordingLabel the name results show for its wording */
export function namedCondition(
  source: Source,
  study: string,
  condition: StoredCondition,
  wordingLabel: string | null,
): NamedCondition {
  const { condition: id, simulated: _, ...names } = conditionLabel(study, condition, condition.wording);
  return { source, study, condition, id, names, wordingLabel };
}

/** Whether a condition is one of a side. */
export function isMember(side: Side, { names, id, wordingLabel }: NamedCondition): boolean {
  return isOfSide(side, names, id) || isOfSide(side, { ...names, wording: wordingLabel }, id);
}

export function sampleOf(named: NamedCondition, category: string | null, data: ConditionData): Sample {
  const { membership } = data.grid ?? {};
  const all = membership?.rowsById[named.condition.part] ?? new Int32Array(0);
  const place = category === null ? -1 : (membership?.categories.indexOf(category) ?? -1);
  const rows = category === null ? all : all.filter((row) => place >= 0 && membership?.categoryOf[row] === place);
  return { named, category, data, rows };
}

/** Trials of a sample that have no outcome yet. */
export function pendingTrials({ data: { grid }, rows }: Sample): number {
  if (grid === null) return 0;
  let count = 0;
  for (let from = 0; from < grid.cells.length; from += grid.membership.size) {
    for (const row of rows) if (outcomeIn(grid.cells[from + row] ?? 0, 'strict') === 0) count += 1;
  }
  return count;
}

/** A condition as results name it. */
export function comparedCondition(
  { source, study, condition, id, names, wordingLabel }: NamedCondition,
  category: string | null,
): ComparedCondition {
  return {
    id,
    store: source.name,
    study,
    model: condition.model,
    simulated: condition.simulated,
    dataset: names.dataset,
    category,
    method: condition.method,
    order: condition.order,
    readout: readoutOf(condition),
    wording: wordingLabel,
    leadIn: names.leadIn,
    historyAuthor: names.historyAuthor,
    replyAuthor: names.replyAuthor,
    epochs: condition.epochs,
  };
}
