import type { TopLevelSpec } from 'vega-lite';

/** A chart on the page. */
export interface DrawnChart {
  /** The chart as a file of its own. */
  svg(): Promise<string>;
  /** Calls `tell` with the data of the mark that is clicked. */
  onClick(tell: (datum: Readonly<Record<string, unknown>>) => void): void;
  /** Takes it off the page. */
  end(): void;
}

/** What the script of charts gives to the app, which loads it when the first chart is shown. */
export interface Charts {
  draw(place: HTMLElement, spec: TopLevelSpec): Promise<DrawnChart>;
}
