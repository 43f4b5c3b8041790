import { canonicalJson, type Json } from '../base/canonical-json.ts';
import { isoTime } from '../base/clock.ts';
import { sideText, type Side } from '../conversation/side.ts';
import { holm } from '../stats/adjusted-p.ts';
import type { StoredCondition, StoredRevision } from '../store/conditions.ts';
import { declaredRevisions, type DeclaredRevision } from '../store/declarations.ts';
import { outcomeIn } from '../store/outcome-grid.ts';
import type { GridSource } from '../store/read-grids.ts';
import type { Store } from '../store/store.ts';
import { readConditions, type ConditionData } from './condition.ts';
import { membersOf } from './compare/members.ts';
import { matchConditions, type Matched } from './compare/match.ts';
import { measureSamples } from './compare/measure.ts';
import { comparedCondition, namedCondition, sampleOf, type NamedCondition } from './compare/sample.ts';
import type { ContrastComparison, ContrastResult } from './contrast-result.ts';
import { contrastWarnings } from './contrast-warnings.ts';
import { placesOf } from './item-counts.ts';
import type { PairedResult } from './results.ts';

/** A contrast as it stands in a study's settings. */
interface DeclaredContrast {
  readonly name: string;
  readonly a: Side;
  readonly b: Side;
}

export interface ContrastsFound {
  readonly contrasts: readonly ContrastResult[];
  /** Sentences a reader must see before the contrasts. */
  readonly warnings: readonly string[];
}

/**
 * What the newest revision of each study declared: measured, adjusted as one family of the study, with what was stored
 * when it was declared.
 *
 * @param conditions of the revision
 */
export async function contrastResults(
  store: Store,
  outcomes: GridSource,
  planned: readonly { readonly revision: StoredRevision; readonly conditions: readonly StoredCondition[] }[],
  wordingOf: (condition: StoredCondition) => string | null,
): Promise<ContrastsFound> {
  const contrasts: ContrastResult[] = [];
  const warnings: string[] = [];
  for (const { revision, conditions } of planned) {
    const history = await declaredRevisions(store, revision.name);
    const declared = contrastsOf(revision.settings);
    warnings.push(...changeWarnings(revision, history));
    if (declared.length === 0) continue;
    const source = { store, name: null };
    const named = conditions.map((one) => namedCondition(source, revision.name, one, wordingOf(one)));
    const matched = declared.map((contrast) => matchSides(contrast, named));
    const pairs = matched.reduce((sum, one) => sum + one.pairs.length, 0);
    const dataOf = readAll(outcomes, matched);
    const measured = matched.map((one) => measure(one, dataOf, pairs));
    // A contrast that nothing came of counts in the family all the same.
    const family = measured.flatMap((own) => (own.length === 0 ? [null] : own.map(({ p }) => p)));
    const adjusted = holm(family).values();
    for (const [index, contrast] of declared.entries()) {
      const own = measured[index] ?? [];
      const values = (own.length === 0 ? [null] : own).map(() => adjusted.next().value ?? null);
      contrasts.push({
        study: revision.name,
        name: contrast.name,
        ...sideTexts(contrast),
        ...declaration(contrast, history),
        comparisons: own.map((one, place) => ({ ...one, pAdjusted: values[place] ?? null })),
      });
    }
  }
  return { contrasts, warnings: [...warnings, ...contrastWarnings(contrasts)] };
}

/** Marks the paired differences that a contrast was declared for, in either direction. */
export function withRoles(
  pairs: readonly PairedResult[],
  contrasts: readonly ContrastResult[],
): readonly PairedResult[] {
  const primary = new Set(
    contrasts.flatMap(({ comparisons }) => comparisons.flatMap(({ a, b }) => [`${a.id} ${b.id}`, `${b.id} ${a.id}`])),
  );
  return pairs.map((pair) => (primary.has(`${pair.a} ${pair.b}`) ? { ...pair, role: 'primary' } : pair));
}

function contrastsOf(settings: unknown): readonly DeclaredContrast[] {
  return (settings as { readonly contrasts?: readonly DeclaredContrast[] }).contrasts ?? [];
}

function sidesOf({ name: _name, a, b, ...shared }: DeclaredContrast): readonly [Side, Side] {
  return [
    { ...shared, ...a },
    { ...shared, ...b },
  ];
}

function sideTexts({ name: _name, a, b, ...shared }: DeclaredContrast): Pick<ContrastResult, 'a' | 'b' | 'on'> {
  return { a: sideText(a), b: sideText(b), on: Object.keys(shared).length === 0 ? null : sideText(shared) };
}

interface MatchedContrast extends Matched {
  readonly sides: readonly [Side, Side];
}

function matchSides(contrast: DeclaredContrast, named: readonly NamedCondition[]): MatchedContrast {
  const sides = sidesOf(contrast);
  return { ...matchConditions(sides, membersOf(sides[0], named), membersOf(sides[1], named)), sides };
}

function readAll(
  outcomes: GridSource,
  matched: readonly MatchedContrast[],
): (named: NamedCondition) => ConditionData | undefined {
  const wanted = [...new Set(matched.flatMap(({ pairs }) => pairs.flatMap(({ a, b }) => [a, b])))];
  const data = readConditions(
    outcomes,
    wanted.map(({ study, condition }) => ({ study, condition })),
  );
  const byCondition = new Map(wanted.map((one, index) => [one, data[index]]));
  return (named) => byCondition.get(named);
}

function measure(
  { sides, compared, pairs }: MatchedContrast,
  dataOf: (named: NamedCondition) => ConditionData | undefined,
  comparisons: number,
): readonly Omit<ContrastComparison, 'pAdjusted'>[] {
  return pairs.flatMap(({ a, b, alsoDiffers }) => {
    const [ofA, ofB] = [dataOf(a), dataOf(b)];
    if (ofA === undefined || ofB === undefined) return [];
    const [inA, inB] = [sides[0].category ?? null, sides[1].category ?? null];
    const measured = measureSamples(compared, sampleOf(a, inA, ofA), sampleOf(b, inB, ofB), comparisons);
    return [
      {
        a: comparedCondition(a, inA),
        b: comparedCondition(b, inB),
        pairing: measured.paired.pairing,
        alsoDiffers,
        ...measured.difference,
        complete: isComplete(ofA) && isComplete(ofB),
      },
    ];
  });
}

function isComplete({ grid, rows }: ConditionData): boolean {
  if (grid === null) return false;
  for (let from = 0; from < grid.cells.length; from += grid.membership.size) {
    for (const row of rows) {
      const outcome = outcomeIn(grid.cells[from + row] ?? 0, 'strict');
      if (outcome === 0 || outcome === error) return false;
    }
  }
  return true;
}

const [error] = placesOf(['error']);

function contentOf(contrast: DeclaredContrast): string {
  return canonicalJson(contrast as unknown as Json);
}

/** What was stored when a revision first had this very contrast. */
function declaration(
  contrast: DeclaredContrast,
  history: readonly DeclaredRevision[],
): Pick<ContrastResult, 'declaredAt' | 'trialsBefore' | 'studyTrialsBefore'> {
  for (const { settings, declaration: found } of history) {
    const place = contrastsOf(settings).findIndex((one) => contentOf(one) === contentOf(contrast));
    if (place < 0 || found === null) continue;
    return {
      declaredAt: isoTime(found.declaredAt),
      trialsBefore: found.contrastTrials[place] ?? 0,
      studyTrialsBefore: found.trials,
    };
  }
  throw new RangeError(`contrast ${contrast.name} was never declared`);
}

/** Says where the contrasts of a study are not those it first had, and there were trials when they changed. */
function changeWarnings({ id, name }: StoredRevision, history: readonly DeclaredRevision[]): string[] {
  const now = history.find((one) => one.id === id);
  if (now === undefined) return [];
  const shown = contrastsOf(now.settings);
  const warnings = new Set<string>();
  for (const other of history) {
    const theirs = contrastsOf(other.settings);
    const later = other.id > id ? other : now;
    const trials = later.declaration?.trials ?? 0;
    const added = shown.filter((one) => !theirs.some((their) => contentOf(their) === contentOf(one)));
    const dropped = theirs.filter((their) => !shown.some((one) => contentOf(one) === contentOf(their)));
    if (trials === 0 || added.length + dropped.length === 0) continue;
    const parts = [
      added.length === 0 ? '' : `not in it: ${namesOf(added)}`,
      dropped.length === 0 ? '' : `only in it: ${namesOf(dropped)}`,
    ].filter((part) => part !== '');
    const which = other.id > id ? 'a later version' : 'an earlier version';
    warnings.add(
      `The primary contrasts of ${name} changed when ${trials} of its trials were stored. Compared with ${which}: ${parts.join('; ')}.`,
    );
  }
  return [...warnings];
}

function namesOf(contrasts: readonly DeclaredContrast[]): string {
  return contrasts
    .map((one) => {
      const { a, b, on } = sideTexts(one);
      return `${one.name} (${a} minus ${b}${on === null ? '' : ` on ${on}`})`;
    })
    .join(', ');
}
