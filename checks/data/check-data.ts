import { join, relative } from 'node:path';

import { builtInPaths } from '../../src/datasets/built-in.ts';
import { describeDatasets } from '../../src/datasets/registry.ts';
import { type CardPlace, checkCard } from './card.ts';
import { type DataLine, type DataSet, type Mistake, readDataFile } from './data-line.ts';
import { checkIds } from './ids.ts';
import { checkNames } from './names.ts';
import { checkNearDuplicates } from './near-duplicates.ts';
import { checkTags } from './tags.ts';
import { checkTurns } from './turns.ts';
import { checkTwins } from './twins.ts';

/** The datasets that come with the package. */
export const builtInSets: readonly string[] = describeDatasets().flatMap(({ name, needsPath }) =>
  needsPath ? [] : [name],
);

/** What was read, and what is wrong with it, in the order of files and lines. */
export interface DataCheck {
  readonly sets: readonly DataSet[];
  readonly mistakes: readonly Mistake[];
}

/**
 * Checks built-in datasets against every rule.
 *
 * @param root the folder that holds `data/` and `docs/datasets/`; mistakes show paths from it.
 * @throws Error when a data file is not there or cannot be read.
 */
export async function checkData(root: string, names: readonly string[] = builtInSets): Promise<DataCheck> {
  const sets: DataSet[] = [];
  const mistakes: Mistake[] = [];
  for (const name of names) {
    const items: DataLine[] = [];
    for (const path of await builtInPaths(name, join(root, 'data'))) {
      const read = readDataFile(path, relative(root, path));
      items.push(...read.items);
      mistakes.push(...read.mistakes);
    }
    const set = { name, items };
    sets.push(set);
    mistakes.push(...checkTurns(items), ...checkTags(items), ...checkTwins(set), ...checkNames(items));
    mistakes.push(...checkNearDuplicates(items), ...checkCard(set, cardPlace(root, name)));
  }
  mistakes.push(...checkIds(sets));
  return { sets, mistakes: inOrder(mistakes) };
}

/** Where the card of a dataset is. */
export function cardPlace(root: string, name: string): CardPlace {
  const file = join('docs', 'datasets', `${name}.md`);
  return { path: join(root, file), file };
}

function inOrder(mistakes: readonly Mistake[]): readonly Mistake[] {
  const files = [...new Set(mistakes.map(({ at }) => at.file))].sort();
  return mistakes.toSorted(
    ({ at: one }, { at: other }) =>
      files.indexOf(one.file) - files.indexOf(other.file) || (one.line ?? 0) - (other.line ?? 0),
  );
}
