import { methodLabel, modelLabel, variantLabel } from '../../../src/report/labels.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';

/** The names above columns that stand beside each other, from the outermost level to each column's own. Safe to show. */
export interface ColumnHeads {
  /** Levels that neighbours have in common, each name once over all of them: model, method, order. */
  readonly levels: readonly HeadLevel[];
  /** What the levels leave out, of each column; all empty where they say everything. */
  readonly labels: readonly string[];
  /** What is told in `labels`: `wording`, `lead-in`. */
  readonly labelled: readonly string[];
  /** What all columns have alike, told once: `simulated · wording default`. Empty for nothing. */
  readonly shared: string;
}

/** One level of names. */
export interface HeadLevel {
  readonly name: string;
  readonly bands: readonly ColumnBand[];
}

/** A name over neighbouring columns. */
export interface ColumnBand {
  readonly label: string;
  readonly from: number;
  readonly columns: number;
}

interface Level {
  readonly name: string;
  /** Whether its names may stand over several columns. */
  readonly bands: boolean;
  readonly of: (condition: ConditionName) => string;
}

const orderWords = { 'bail-first': 'bail 1st', 'continue-first': 'stay 1st' } as const;

function levelsOf(allSimulated: boolean): readonly Level[] {
  return [
    {
      name: 'model',
      bands: true,
      of: (one) => modelLabel({ ...one, simulated: one.simulated && !allSimulated }),
    },
    { name: 'method', bands: true, of: ({ method }) => methodLabel({ method, order: null }) },
    {
      name: 'order',
      bands: true,
      of: ({ order, readout }) =>
        [order === null ? '' : orderWords[order], readout === 'logprobs' ? 'logp' : ''].filter(Boolean).join(' '),
    },
    { name: 'wording', bands: false, of: ({ wording }) => variantLabel({ wording, leadIn: null }) },
    { name: 'lead-in', bands: false, of: ({ leadIn }) => variantLabel({ wording: null, leadIn }) },
    { name: 'authors', bands: false, of: (one) => variantLabel({ ...one, wording: null, leadIn: null }) },
  ];
}

/**
 * Names for conditions in the order in which they stand. A level becomes bands where that halves its names at least,
 * and stops where the next would not: then that one and all below it are told of each column.
 */
export function columnHeads(conditions: readonly ConditionName[]): ColumnHeads {
  const allSimulated = conditions.length > 0 && conditions.every(({ simulated }) => simulated);
  const told = levelsOf(allSimulated).map((level) => ({ ...level, texts: conditions.map(level.of) }));
  const varying = told.filter(({ texts }) => new Set(texts).size > 1);
  const alike = told.filter(({ texts }) => new Set(texts).size === 1).map(({ texts }) => texts[0] ?? '');
  const levels: HeadLevel[] = [];
  let paths: readonly string[] = conditions.map(() => '');
  for (const { name, bands: may, texts } of varying) {
    const own = paths.map((path, column) => `${path}\n${texts[column] ?? ''}`);
    const bands = bandsOf(own, texts);
    if (!may || bands.length * 2 > conditions.length) break;
    levels.push({ name, bands });
    paths = own;
  }
  const left = varying.slice(levels.length);
  return {
    levels,
    labels: conditions.map((_, column) =>
      left
        .map(({ name, texts }) => shortened(name, texts[column] ?? ''))
        .filter((text) => text !== '')
        .join(' · '),
    ),
    labelled: left.map(({ name }) => name),
    shared: [...(allSimulated ? ['simulated'] : []), ...alike.filter((text) => text !== '')].join(' · '),
  };
}

/**
 * Puts together what levels name alike: models, their methods, the orders of these; each where the first of it stands,
 * and below them as before.
 */
export function togetherByName<One>(all: readonly One[], nameOf: (one: One) => ConditionName): readonly One[] {
  const banded = levelsOf(false).filter(({ bands }) => bands);
  const parted = (some: readonly One[], level: number): readonly One[] => {
    const of = banded[level]?.of;
    if (of === undefined) return some;
    return [...Map.groupBy(some, (one) => of(nameOf(one))).values()].flatMap((own) => parted(own, level + 1));
  };
  return parted(all, 0);
}

/** A wording or a lead-in without that word, which stands beside the names. */
function shortened(name: string, text: string): string {
  return text.startsWith(`${name} `) ? text.slice(name.length + 1) : text;
}

function bandsOf(paths: readonly string[], labels: readonly string[]): readonly ColumnBand[] {
  const bands: ColumnBand[] = [];
  for (const [column, path] of paths.entries()) {
    const last = bands.at(-1);
    if (last !== undefined && paths[column - 1] === path)
      bands[bands.length - 1] = { ...last, columns: last.columns + 1 };
    else bands.push({ label: labels[column] ?? '', from: column, columns: 1 });
  }
  return bands;
}
