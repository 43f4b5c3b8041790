import { useMemo, type ReactNode } from 'react';

import { sectionNotes, type Section } from '../../../src/report/section.ts';
import { Note } from '../note.tsx';
import { TablePart } from '../table/table-part.tsx';
import { sectionTable } from './section-rows.ts';

export interface SectionPartProps {
  readonly section: Section;
  /** Stands between the notes and the table: a chart. */
  readonly children?: ReactNode;
}

/** A part of the report: heading, notes, a chart where there is one, and its table. */
export function SectionPart({ section, children }: SectionPartProps): ReactNode {
  const { id, title } = section;
  const table = useMemo(() => sectionTable(section), [section]);
  return (
    <section aria-labelledby={`part-${id}`}>
      <h2 id={`part-${id}`}>{title}</h2>
      {sectionNotes(section).map((note) => (
        <Note key={note} text={note} />
      ))}
      {children}
      <TablePart name={id} title={title} table={table} />
    </section>
  );
}
