import { terminalLine } from '../base/terminal-text.ts';
import { displayWidth } from '../base/text-table.ts';
import { secondsLeft } from '../store/run-state.ts';
import type { GateTally, ModelTallies, RunTallies, SpentTally } from '../store/runs.ts';
import { dollars, duration, grouped, rateText, tokensText } from '../base/figures.ts';

/** Where a line is shown. */
export interface LineStyle {
  /** Width of the terminal. */
  readonly columns: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Marks what went wrong. */
  readonly red: (text: string) => string;
}

/** How far a run is, on one line: as many of its parts as fit, the first ones first. */
export function progressLine(tallies: RunTallies, style: LineStyle): string {
  const ended = tallies.before + tallies.done;
  const left = secondsLeft(tallies);
  const { stopping } = tallies;
  const upTo = stopping !== null && stopping.ended < stopping.conditions ? 'up to ' : '';
  return fitted(
    [
      `${grouped(ended)} of ${upTo}${grouped(tallies.planned)} trials`,
      `${percent(ended, tallies.planned)} %`,
      ...(stopping === null ? [] : [`${grouped(stopping.ended)} of ${grouped(stopping.conditions)} conditions known`]),
      ...(tallies.perSecond === null ? [] : [rateText(tallies.perSecond)]),
      ...(left === null ? [] : [`${duration(left)} left`]),
      ...gateParts(joinedGates(tallies.models), style.now),
      `${tallies.before > 0 ? 'new bails' : 'bails'} ${grouped(tallies.bails)}`,
      ...errorParts(tallies.errors, style),
      ...spentParts(tallies.spent),
      ...Object.entries(tallies.errorsByKind).map(([kind, count]) => `${kind} ${grouped(count)}`),
    ],
    style.columns,
  );
}

/** The same for one model, its name first, in `nameWidth` columns. */
export function modelLine(model: ModelTallies, nameWidth: number, style: LineStyle): string {
  const name = terminalLine(model.label, nameWidth);
  const ended = model.before + model.done;
  return fitted(
    [
      `  ${name}${' '.repeat(Math.max(0, nameWidth - displayWidth(name)))}  ${grouped(ended)} of ${grouped(model.planned)}`,
      `${percent(ended, model.planned)} %`,
      ...(model.givenUp === null ? [] : [style.red('given up')]),
      ...(model.perSecond === null || model.pending === 0 ? [] : [rateText(model.perSecond)]),
      ...(model.gate === null || model.pending === 0 ? [] : gateParts(model.gate, style.now)),
      ...errorParts(model.errors, style),
      ...spentParts(model.spent),
      ...Object.entries(model.errorsByKind).map(([kind, { count }]) => `${kind} ${grouped(count)}`),
    ],
    style.columns,
  );
}

/** What calls took, as parts of a line: tokens, and dollars where a price is known and not 0. */
export function spentParts(spent: SpentTally): string[] {
  const tokens = spent.promptTokens + spent.completionTokens;
  return [
    ...(tokens === 0 ? [] : [`${tokensText(tokens)} tokens`]),
    ...(spent.cost === null || spent.cost === 0 ? [] : [dollars(spent.cost)]),
  ];
}

/** `in flight 12/16`, and how long nothing goes out. */
export function gateParts(gate: GateTally | null, now: number): string[] {
  if (gate === null) return [];
  const pausedMs = (gate.pausedUntil ?? 0) - now;
  return [
    `in flight ${grouped(gate.inFlight)}/${grouped(gate.limit)}`,
    ...(pausedMs > 0 ? [`paused ${duration(Math.ceil(pausedMs / 1000))}`] : []),
  ];
}

/** A share in whole percent, rounded down so that 100 means all. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((100 * part) / whole);
}

function errorParts(errors: number, { red }: LineStyle): string[] {
  return errors === 0 ? [] : [red(`errors ${grouped(errors)}`)];
}

/** All gates as one; paused only where every one is. */
function joinedGates(models: readonly ModelTallies[]): GateTally | null {
  const gates = models.flatMap(({ gate, pending }) => (gate === null || pending === 0 ? [] : [gate]));
  if (gates.length === 0) return null;
  const sum = (field: 'limit' | 'inFlight' | 'waiting'): number => gates.reduce((all, gate) => all + gate[field], 0);
  const paused = gates.map((gate) => gate.pausedUntil ?? 0);
  return {
    limit: sum('limit'),
    inFlight: sum('inFlight'),
    waiting: sum('waiting'),
    pausedUntil: Math.min(...paused) || null,
  };
}

/** Parts with dots between, cut at the first that would not fit. A terminal wraps what fills its last column. */
function fitted(parts: readonly string[], width: number): string {
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line} · ${part}`;
    if (displayWidth(longer) >= width) break;
    line = longer;
  }
  return line;
}
