/** A part of a report that is a table with a few sentences: said once, written by every format in its own way. */
export interface Section {
  /** Of the part in a page, for links. */
  readonly id: string;
  readonly title: string;
  /** Sentences of our own on the whole of it. */
  readonly notes: readonly string[];
  /** Whether a narrow terminal has in a second table what it has no room for in the first. */
  readonly isWhole?: boolean;
  /** Of the table after the rows' labels. */
  readonly columns: readonly SectionColumn[];
  readonly groups: readonly SectionGroup[];
}

export interface SectionColumn {
  readonly title: string;
  /** With a number the column gives way on a narrow terminal, the highest first. */
  readonly optional?: number;
  /** A sentence that explains it: not said where the column is not shown. */
  readonly about?: string;
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

/** All sentences on a section whose columns are all shown. */
export function sectionNotes({ notes, columns }: Section): string[] {
  return [...new Set([...notes, ...columns.flatMap(({ about }) => about ?? [])])];
}
