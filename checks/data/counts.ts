import { type DataLine, type DataSet, lengthOf, userTurns } from './data-line.ts';
import type { KnownNames } from './names.ts';
import { languagesOf, lengthTag } from './tags.ts';

/** The counts of a dataset as Markdown, one line each, as they stand on its data card. */
export function countLines({ items }: DataSet): readonly string[] {
  const twins = items.filter((item) => item.twin !== undefined).length;
  const clusters = new Set(items.map((item) => item.cluster)).size;
  const ofTwins = twins === 0 ? '' : `, ${twins} of them benign twins`;
  const lengths = tally(items, (item) => [lengthTag(lengthOf(item)).slice('length:'.length)]);
  const turns = tally(items, (item) => [String(userTurns(item))]);
  return [
    `- Items: ${items.length}${ofTwins}, in ${clusters} clusters`,
    `- Languages: ${listed(tally(items, languagesOf).toSorted(([, one], [, other]) => other - one))}`,
    `- Length of all turns together: ${listed(lengths.toSorted(([, one], [, other]) => other - one))} (short: under 100 characters; medium: under 350)`,
    `- Conversations by turns of the user: ${listed(
      turns.toSorted(([one], [other]) => Number(one) - Number(other)),
      ': ',
    )}`,
    '',
    ...categoryTable(items),
  ];
}

/** The categories and clusters a card's table names. */
export function namesOnCard(lines: readonly string[]): KnownNames {
  const names = new Map<string, readonly string[]>();
  for (const line of lines) {
    const row = /^\| *([^| ]+) *\|[^|]*\|[^|]*\| *\d+: ([^|]+?) *\|$/.exec(line);
    if (row?.[1] !== undefined && row[2] !== undefined) names.set(row[1], row[2].split(', '));
  }
  return names;
}

function categoryTable(items: readonly DataLine[]): readonly string[] {
  const rows = [...Map.groupBy(items, (item) => item.category)].map(([category, members]) => {
    const clusters = [...new Set(members.map((item) => item.cluster))];
    const several = members.filter((item) => userTurns(item) > 1).length;
    return [category, String(members.length), String(several), `${clusters.length}: ${clusters.join(', ')}`];
  });
  const titles = ['category', 'items', 'several turns', 'clusters'];
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join(' | ')} |`;
  const rule = widths.map((width, column) => (isNumber(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(titles), `| ${rule.join(' | ')} |`, ...rows.map(line)];
}

/** The columns of the table that are aligned right. */
function isNumber(column: number): boolean {
  return column === 1 || column === 2;
}

function tally(items: readonly DataLine[], words: (item: DataLine) => readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of items.flatMap(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts];
}

function listed(counts: readonly (readonly [string, number])[], between = ' '): string {
  return counts.map(([word, count]) => `${word}${between}${count}`).join(', ');
}
