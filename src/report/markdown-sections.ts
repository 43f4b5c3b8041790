import { code, markdownTable } from './markdown-cells.ts';
import { sectionNotes, type Section } from './section.ts';

/** A section as a part of a Markdown report. */
export function sectionMarkdown(section: Section): string {
  const { title, columns, groups } = section;
  const hasTitles = groups.some((group) => group.title !== '');
  const head = [...(hasTitles ? ['of'] : []), '', ...columns.map((column) => column.title)];
  const rows = groups.flatMap((group) =>
    group.rows.map(({ label, cells }) => [...(hasTitles ? [code(group.title)] : []), code(label), ...cells.map(plain)]),
  );
  return [`## ${title}`, ...sectionNotes(section).map(noList), markdownTable(head, rows, hasTitles ? 2 : 1)].join(
    '\n\n',
  );
}

/** A sentence of our own: what explains a star is no item of a list. */
function noList(note: string): string {
  return note.replace(/^\*/, '\\*');
}

/** Our own words and numbers, in which no sign should become markup. */
function plain(text: string): string {
  return text.replaceAll('*', '\\*').replaceAll('<', '&lt;');
}
