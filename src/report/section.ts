/** A part of a report that is a table with a few sentences: said once, written by every format in its own way. */
export interface Section {
  /** Of the part in a page, for links. */
  readonly id: string;
  readonly title: string;
  /** Sentences of our own before the table. */
  readonly notes: readonly string[];
  /** Of the table after the rows' labels; those with an `optional` number give way on a narrow terminal. */
  readonly columns: readonly { readonly title: string; readonly optional?: number }[];
  readonly groups: readonly SectionGroup[];
}

export interface SectionGroup {
  /** Model and dataset. Safe to print. */
  readonly title: string;
  readonly rows: readonly SectionRow[];
}

export interface SectionRow {
  /** Safe to print. */
  readonly label: string;
  /** One for each column. */
  readonly cells: readonly string[];
  /** The trial behind it, for a link to its transcript where a page has that. */
  readonly trial?: { readonly study: string; readonly condition: string; readonly trial: number };
}
