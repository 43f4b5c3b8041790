import type { Section } from './section.ts';
import type { TableLine } from './table-rows.ts';
import { noteText, tablePart, wholePart, type TerminalPage } from './terminal-page.ts';
import { wrap } from './wrap.ts';

/** A section for a terminal. */
export function sectionText({ title, notes, columns, groups, isWhole = false }: Section, page: TerminalPage): string {
  if (groups.length === 0) {
    return [page.paint('bold', wrap(title, page.width)), ...notes.map((note) => noteText(`  ${note}`, page))].join(
      '\n',
    );
  }
  const heads = [{ title: '' }, ...columns.map((column) => ({ ...column, align: 'right' }) as const)];
  const lines = groups.flatMap((group): TableLine[] => [
    ...(group.title === '' ? [] : [`  ${group.title}`]),
    ...group.rows.map(({ label, cells }) => [`    ${label}`, ...cells]),
  ]);
  return (isWhole ? wholePart : tablePart)({ title, columns: heads, lines, notes }, page);
}
