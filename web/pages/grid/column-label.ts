import { methodLabel, modelLabel, variantLabel } from '../../../src/report/labels.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';

/** The names above columns that stand beside each other. Safe to show. */
export interface ColumnHeads {
  /** What each is called, without what all share, or what the band above it says. */
  readonly labels: readonly string[];
  /** Neighbours of one model under one name; none where that would not save names. */
  readonly bands: readonly ColumnBand[];
}

export interface ColumnBand {
  readonly label: string;
  readonly from: number;
  readonly columns: number;
}

/** Names for conditions in the order in which they stand. */
export function columnHeads(conditions: readonly ConditionName[]): ColumnHeads {
  const bands = bandsOf(conditions);
  const isBanded = bands.length > 1 && bands.length * 2 <= conditions.length;
  const parts = conditions.map((condition) => [
    isBanded ? '' : modelLabel(condition, 32),
    methodLabel(condition),
    variantLabel({ wording: condition.wording, leadIn: null }),
    variantLabel({ ...condition, wording: null }),
  ]);
  const varies = [0, 1, 2, 3].map((index) => new Set(parts.map((own) => own[index])).size > 1);
  return {
    labels: parts.map((own) => own.filter((part, index) => varies[index] && part !== '').join(' · ') || (own[1] ?? '')),
    bands: isBanded ? bands : [],
  };
}

function bandsOf(conditions: readonly ConditionName[]): readonly ColumnBand[] {
  const bands: ColumnBand[] = [];
  for (const [column, condition] of conditions.entries()) {
    const label = modelLabel(condition, 60);
    const last = bands.at(-1);
    if (last?.label === label) bands[bands.length - 1] = { ...last, columns: last.columns + 1 };
    else bands.push({ label, from: column, columns: 1 });
  }
  return bands;
}
