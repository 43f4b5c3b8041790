import type { Mark } from '../../analysis/results.ts';
import type { CsvValue } from '../csv-cell.ts';
import type { FactorRow } from '../html/charts/factor-plot.ts';
import type { PublishedRate } from '../report-results.ts';

/** A share drawn as a dot with its interval. Fractions; a `value` of `null` is not drawn as 0 but said in words. */
export interface FigurePoint {
  /** Key of its series. */
  readonly series: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly lowFixed?: number | null;
  readonly highFixed?: number | null;
  readonly n?: number | null;
  readonly items?: number | null;
  readonly clusters?: number | null;
  /** Id of the condition it is of. */
  readonly condition?: string | null;
  readonly published?: PublishedRate | undefined;
  /** The rate by the paper scorer, the one to lay beside a published rate. */
  readonly ratePaper?: number | null;
  /** A paired difference that goes with the point, and what from. */
  readonly difference?: { readonly value: number | null; readonly low: number | null; readonly high: number | null };
  /** Bounds without the assumption the value is made under. */
  readonly bounds?: readonly [number, number] | null;
  /** What a reader must know of the value, whose signs are drawn beside it. */
  readonly marks?: readonly Mark[];
  /** Why there is no value, or what must be known of it. */
  readonly note: string | null;
}

export interface FigureRow {
  readonly label: string;
  readonly points: readonly FigurePoint[];
  /** A text at the end of the row. */
  readonly end?: string;
}

export interface FigureGroup {
  readonly title: string;
  readonly rows: readonly FigureRow[];
}

/** A kind of point: told apart by colour and by shape. */
export interface FigureSeries {
  readonly key: string;
  readonly label: string;
}

/** Dots with intervals in rows under headings. */
export interface DotPlot {
  readonly kind: 'dots';
  readonly groups: readonly FigureGroup[];
  readonly series: readonly FigureSeries[];
  readonly axis: string;
}

/** Refusal against bail over models, a panel for each way of offering. */
export interface ScatterPlot {
  readonly kind: 'scatter';
  readonly panels: readonly {
    readonly title: string;
    /** What the coefficients say, a line each. */
    readonly lines: readonly string[];
    readonly points: readonly { readonly model: string; readonly refusal: number; readonly bail: number }[];
  }[];
}

/** Rates by turn, a panel for each model. */
export interface TurnPlot {
  readonly kind: 'turns';
  readonly series: readonly FigureSeries[];
  readonly panels: readonly {
    readonly title: string;
    readonly points: readonly {
      readonly series: string;
      readonly turn: number;
      readonly value: number;
      readonly low: number;
      readonly high: number;
    }[];
  }[];
}

/** Factors with intervals in rows under headings. */
export interface FactorsPlot {
  readonly kind: 'factors';
  readonly groups: readonly { readonly title: string; readonly rows: readonly FactorRow[] }[];
  readonly axis: string;
}

/** The numbers behind a figure. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

/** A figure that the store has data for. */
export interface FigureData {
  /** Its files' name, without an ending: letters, digits and `-`. */
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly plot: DotPlot | ScatterPlot | TurnPlot | FactorsPlot;
  readonly table: FigureTable;
}

/** A figure of the paper that the store has no data for, and what would give it. */
export interface MissingFigure {
  readonly name: string;
  readonly title: string;
  readonly why: string;
  /** What to do; names an example that comes along. */
  readonly how: string;
}

/** What became of one of the paper's figures: several drawings where there are several datasets. */
export type FigureOutcome =
  | { readonly kind: 'drawn'; readonly figures: readonly FigureData[] }
  | { readonly kind: 'missing'; readonly missing: MissingFigure };

/** A name for files out of text from anywhere: lower-case letters, digits and `-`. */
export function fileName(...parts: readonly string[]): string {
  const words = parts.map((part) =>
    part
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60),
  );
  return words.filter((word) => word !== '').join('-') || 'figure';
}
