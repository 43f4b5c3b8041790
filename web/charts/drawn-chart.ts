import type { TopLevelSpec } from 'vega-lite';

/** What a mark was drawn from. */
export type Datum = Readonly<Record<string, unknown>>;

/** A place on a drawn chart. Pixels from its top left. */
export interface ChartPlace {
  readonly x: number;
  readonly y: number;
}

/** A text of the axis above a chart. */
export interface HeadText {
  readonly text: string;
  /** Of its left end, or of its middle. Pixels from the chart's left. */
  readonly x: number;
  readonly align: 'left' | 'center';
}

/** A chart on the page. */
export interface DrawnChart {
  /** The chart as a file of its own, in the page's colours by name (`var(--ink)`). */
  svg(): Promise<string>;
  /** Calls `tell` with the data of the mark that is clicked. */
  onClick(tell: (datum: Datum) => void): void;
  /** Calls `tell` with the data of the mark the pointer is over, and `null` when it leaves it. */
  onHover(tell: (datum: Datum | null, at: ChartPlace) => void): void;
  /** Where the last mark is whose data has this `key`; `null` where there is none. */
  placeOf(key: string): ChartPlace | null;
  /** What the axis above a long chart says, with where; empty where there is none. */
  head(): readonly HeadText[];
  /** Takes it off the page. */
  end(): void;
}

/** What the script of charts gives to the app, which loads it when the first chart is shown. */
export interface Charts {
  draw(place: HTMLElement, spec: TopLevelSpec): Promise<DrawnChart>;
}
