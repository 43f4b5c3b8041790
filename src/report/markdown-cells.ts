import { nothing } from './format.ts';
import { variantLabel } from './labels.ts';
import { visibleLine } from './visible-text.ts';

/** A model's name in a code span, with the mark of a simulated one. */
export function modelCell(of: { readonly model: string; readonly simulated: boolean }): string {
  return `${code(of.model)}${of.simulated ? ' (simulated)' : ''}`;
}

/** Wording and lead-in, and who wrote the earlier turns and the reply where that is unusual. */
export function variantCell(of: Parameters<typeof variantLabel>[0]): string {
  const wording = of.wording === null ? nothing : code(of.wording);
  const authors = variantLabel({ ...of, wording: null, leadIn: null });
  return [
    of.leadIn === null ? wording : `${wording} after ${code(of.leadIn)}`,
    ...(authors === '' ? [] : [code(authors)]),
  ].join(', ');
}

/** A code span around any text: a fence longer than every run of backticks in it. */
export function code(text: string, max = 200): string {
  const line = visibleLine(text, max);
  if (line === '') return '` `';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

/** A table whose first `left` columns are aligned to the left, the others to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  const rule = head.map((_, index) => (index < left ? '---' : '---:'));
  return [head, rule, ...rows].map(tableLine).join('\n');
}

/** In a table a bar ends the cell even inside a code span, unless it is escaped. */
function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
