import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { countLines, namesOnCard } from './counts.ts';
import type { DataSet, Mistake } from './data-line.ts';
import { checkKnownNames } from './names.ts';

const begin = '<!-- counts -->';
const end = '<!-- /counts -->';
const howToWrite = '`npm run check:data -- --write-cards` writes the counts';

/** Where a dataset's card is: `path` to read it, `file` as mistakes show it. */
export interface CardPlace {
  readonly path: string;
  readonly file: string;
}

/** The card names every category and cluster of the dataset, and its counts are those of the data. */
export function checkCard(set: DataSet, { path, file }: CardPlace): readonly Mistake[] {
  if (!existsSync(path))
    return [
      { at: { file }, what: `there is no data card for ${set.name}; put ${begin} and ${end} in it, and ${howToWrite}` },
    ];
  const lines = readFileSync(path, 'utf8').split('\n');
  const block = countsBlock(lines);
  if (block === null) {
    return [{ at: { file }, what: `has no counts between ${begin} and ${end}; ${howToWrite}` }];
  }
  const known = namesOnCard(block.lines);
  const unknown = checkKnownNames(set.items, known, file);
  // A misspelt name makes a count wrong too; telling of both would hide which of the two is the mistake.
  if (known.size > 0 && unknown.length > 0) return unknown;
  const right = countLines(set);
  const rightLines = new Set(right.map(plain));
  const found = new Set(block.lines.map(plain));
  return [
    ...block.lines.flatMap((line, index) =>
      rightLines.has(plain(line)) ? [] : [wrongLine(file, block.firstLine + index, line)],
    ),
    ...right.flatMap((line) =>
      found.has(plain(line))
        ? []
        : [{ at: { file, line: block.firstLine }, what: `has not the line "${plain(line)}"` }],
    ),
  ];
}

/**
 * Writes the counts of a dataset into its card, between the two marks.
 *
 * @returns whether the card was there with its marks.
 */
export function writeCard(set: DataSet, { path }: CardPlace): boolean {
  if (!existsSync(path)) return false;
  const lines = readFileSync(path, 'utf8').split('\n');
  const block = countsBlock(lines);
  if (block === null) return false;
  const start = block.firstLine - 1;
  lines.splice(start, block.lines.length, '', ...countLines(set), '');
  writeFileSync(path, lines.join('\n'));
  return true;
}

function wrongLine(file: string, line: number, text: string): Mistake {
  return { at: { file, line }, what: `"${plain(text)}" is not what the data says; ${howToWrite} anew` };
}

/** The lines between the marks; `firstLine` counts from 1. */
function countsBlock(
  lines: readonly string[],
): { readonly lines: readonly string[]; readonly firstLine: number } | null {
  const first = lines.indexOf(begin);
  const last = lines.indexOf(end);
  return first < 0 || last < first ? null : { lines: lines.slice(first + 1, last), firstLine: first + 2 };
}

/** A line without the blanks and dashes that only align a table. */
function plain(line: string): string {
  return line.replace(/\s+/g, ' ').replace(/-{2,}/g, '-').trim();
}
