import type { ConditionResult, Results } from '../../analysis/results.ts';
import type { OverlaySummary, PublishedRate, ReportCondition, ReportResults } from '../report-results.ts';
import { modelNameForms } from './model-name.ts';
import type { OverlayFile, OverlayRow } from './overlay-file.ts';

export interface OverlayOptions {
  /** Label of the dataset the published rates are of. Default `bailbench`. */
  readonly dataset?: string | undefined;
}

type Found = { readonly kind: 'one'; readonly rate: PublishedRate } | { readonly kind: 'none' | 'several' };

// Tables of other things: rates without refusals, other wordings, other authors, lead-ins, other data.
const otherThing = /no_refuse|prompt_ablate|crossmodel|jailbreak|^bails_georg_bail$/;

/**
 * Lays published rates beside the conditions they can be compared with: same model by name, same method and order,
 * the dataset given, no lead-in, and the default wording where a method has several.
 */
export function applyOverlay(results: Results, file: OverlayFile, options: OverlayOptions = {}): ReportResults {
  const dataset = options.dataset ?? 'bailbench';
  const rows = file.rows.filter(({ figure }) => figure === undefined || isPlainRate(figure));
  const state = new Map<string, 'matched' | 'ambiguous' | 'unmatched'>();
  const conditions = results.conditions.map((condition): ReportCondition => {
    if (!isComparable(condition, results, dataset)) return condition;
    const found = publishedRate(condition, rows);
    const before = state.get(condition.model);
    if (found.kind === 'one') {
      state.set(condition.model, 'matched');
      return { ...condition, published: found.rate };
    }
    if (before !== 'matched')
      state.set(condition.model, found.kind === 'several' ? 'ambiguous' : (before ?? 'unmatched'));
    return condition;
  });
  const named = (kind: string): string[] => [...state].filter(([, value]) => value === kind).map(([model]) => model);
  const overlay: OverlaySummary = {
    source: file.source,
    dataset,
    matched: named('matched'),
    unmatched: named('unmatched'),
    ambiguous: named('ambiguous'),
    conditions: conditions.filter(({ published }) => published !== undefined).length,
  };
  return { ...results, conditions, overlay };
}

/** Whether a table of the published file holds plain bail rates. */
export function isPlainRate(figure: string): boolean {
  return figure.endsWith('_bail') && !otherThing.test(figure);
}

function isComparable(condition: ConditionResult, results: Results, dataset: string): boolean {
  if (condition.dataset !== dataset || condition.leadIn !== null || condition.unsupported !== null) return false;
  if (fieldOf(condition) === null) return false;
  const alike = results.conditions.filter(
    (other) =>
      other.study === condition.study &&
      other.model === condition.model &&
      other.dataset === dataset &&
      other.leadIn === null &&
      fieldOf(other) === fieldOf(condition),
  );
  return isDefault(condition.wording) || !alike.some(({ wording }) => isDefault(wording));
}

function isDefault(wording: string | null): boolean {
  return wording?.split('@')[0] === 'default';
}

function publishedRate(condition: ConditionResult, rows: readonly OverlayRow[]): Found {
  const field = fieldOf(condition);
  if (field === null) return { kind: 'none' };
  const wanted = modelNameForms(condition.model);
  // The most exact form that fits any row decides; a looser one must not add rows of other models.
  for (const form of [0, 1, 2] as const) {
    const fitting = rows.filter(({ label }) => modelNameForms(label)[form] === wanted[form] && wanted[form] !== '');
    const rates = fitting.map((row) => rateIn(row, field)).filter((rate) => rate !== null);
    const [first, ...others] = rates;
    if (first === undefined) continue;
    const isOne = others.every(({ rate, halfWidth }) => rate === first.rate && halfWidth === first.halfWidth);
    return isOne ? { kind: 'one', rate: first } : { kind: 'several' };
  }
  return { kind: 'none' };
}

type Field = 'tool' | 'string' | 'promptBailFirst' | 'promptContinueFirst';

function fieldOf({ method, order, readout }: ConditionResult): Field | null {
  // What was published was drawn.
  if (readout === 'logprobs') return null;
  switch (method) {
    case 'bail-tool':
      return 'tool';
    case 'bail-string':
      return 'string';
    case 'bail-prompt':
      return order === 'bail-first' ? 'promptBailFirst' : 'promptContinueFirst';
    case 'baseline':
    case 'placebo-tool':
      return null;
    default:
      return method satisfies never;
  }
}

/** A half-width without a rate belongs to a rate of zero; without either, the method was not run or not given. */
function rateIn(row: OverlayRow, field: Field): PublishedRate | null {
  const [rate, halfWidth] = [row[field], row[`${field}_err`]];
  if (rate === undefined && halfWidth === undefined) return null;
  return {
    rate: (rate ?? 0) / 100,
    halfWidth: halfWidth === undefined ? null : halfWidth / 100,
    label: row.label,
    figure: row.figure ?? null,
  };
}
