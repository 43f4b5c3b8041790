/** What is said of a mark that is pointed at. */
export interface ChartPoint {
  /** That of the mark's data. */
  readonly key: string;
  /** Safe to show. */
  readonly title: string;
  readonly lines: readonly (readonly [name: string, value: string])[];
  /** What must be known of it: sentences. */
  readonly notes?: readonly string[];
}
