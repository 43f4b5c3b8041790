import { factorEffects, type Factor, type FactorRow } from '../stats/factor-effects.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { type CountedCondition } from './condition.ts';
import { conditionLabel, readoutOf } from './condition-label.ts';
import type { FactorResult } from './factor-result.ts';
import { countItems } from './item-counts.ts';
import { strictItemCounts } from './rate.ts';

/** A condition with the levels its wording has otherwise than the default one. */
interface Point {
  readonly data: CountedCondition;
  readonly levels: ReadonlyMap<string, string>;
}

/** How the factors of a wording that is the default one are called. */
const defaultLevel = 'default';

/**
 * The effects of the factors of factorial wordings: wherever some wording differs from the default one in two factors.
 * Where all differ in one only, the paired differences say it already.
 */
export function factorResults(
  counted: readonly CountedCondition[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly FactorResult[] {
  const points = counted.flatMap((data): Point[] => {
    const levels = data.grid === null ? null : levelsIn(wordingOf(data.condition));
    return levels === null ? [] : [{ data, levels: levels.levels }];
  });
  const groups = Map.groupBy(points, ({ data: { condition, study, result } }) =>
    JSON.stringify([
      study,
      condition.modelId,
      result.dataset,
      condition.method,
      condition.order,
      readoutOf(condition),
      condition.leadIn?.name ?? null,
      condition.settingsId,
      levelsIn(condition.wording)?.language,
    ]),
  );
  return [...groups.values()].filter((group) => group.some(({ levels }) => levels.size > 1)).flatMap(groupResults);
}

/** What a built-in wording's name says: `reason=distress+journal=invited (de)`; `null` for the name of another. */
function levelsIn(
  wording: string | null,
): { readonly levels: ReadonlyMap<string, string>; readonly language: string } | null {
  const [, name, language = ''] =
    /^(default|[a-z]+=[a-z-]+(?:\+[a-z]+=[a-z-]+)*)( \([^)]*\))?$/.exec(wording ?? '') ?? [];
  if (name === undefined) return null;
  const pairs = name === defaultLevel ? [] : name.split('+').map((part) => part.split('=') as [string, string]);
  return { levels: new Map(pairs), language };
}

function groupResults(group: readonly Point[]): readonly FactorResult[] {
  const [first] = group as readonly [Point];
  const names = [...new Set(group.flatMap(({ levels }) => [...levels.keys()]))];
  const factors = names.map((name): Factor & { readonly levels: readonly string[] } => ({
    name,
    levels: [defaultLevel, ...new Set(group.flatMap(({ levels }) => levels.get(name) ?? []))],
  }));
  const rows = group.flatMap(({ data: { grid, rows: own }, levels }): FactorRow[] => {
    if (grid === null) return [];
    const values = factors.map(({ name, levels: known }) => known.indexOf(levels.get(name) ?? defaultLevel));
    return strictItemCounts(countItems(grid, own), own).map(({ cluster, successes, draws }) => ({
      cluster,
      successes,
      draws,
      values,
    }));
  });
  if (rows.length === 0) return [];
  const { condition, study } = first.data;
  const { condition: _id, wording: _wording, ...label } = conditionLabel(study, condition, null);
  const { effects, clusters } = factorEffects(rows, factors);
  return effects.map(({ factor, level, difference, low, high, p, basis, reason }) => ({
    ...label,
    factor,
    level: level ?? '',
    wordings: group.length,
    clusters,
    difference,
    low,
    high,
    p,
    basis,
    reason: reason ?? null,
  }));
}
