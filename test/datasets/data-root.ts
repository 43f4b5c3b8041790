import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { writeCard } from '../../checks/data/card.ts';
import { cardPlace, checkData } from '../../checks/data/check-data.ts';
import { formatMistake } from '../../checks/data/data-line.ts';
import { sha256 } from '../../src/base/hash.ts';
import { folder } from './temp-files.ts';

/** A line of a data file, right or wrong. */
export type Line = { [field: string]: unknown };

/** A card without counts. */
export const marks = 'A card.\n\n<!-- counts -->\n<!-- /counts -->\n';
/** Turns of user and assistant by turns. */
export function turns(...texts: readonly string[]): Line[] {
  return texts.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
}

/** A good item of its own text, 40 characters long. */
export function item(id: string, fields: Line = {}): Line {
  const tags = ['lang:en', 'length:short', 'turns:single'];
  return { id, category: 'home', cluster: 'kettles', tags, messages: turns(sha256(id).slice(0, 40)), ...fields };
}

/** A good twin of the item. */
export function twin(id: string, fields: Line = {}): Line {
  return item(`${id}-twin`, { twin: id, ...fields });
}

/** A folder with datasets in it, each with a card whose counts are right unless another card is given. */
export async function rootWith(
  sets: { readonly [name: string]: readonly (Line | string)[] },
  card?: string | null,
): Promise<string> {
  const root = mkdtempSync(join(folder, 'root-'));
  mkdirSync(join(root, 'docs', 'datasets'), { recursive: true });
  for (const [name, lines] of Object.entries(sets)) {
    const path = join(root, 'data', `${name}.jsonl`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)) + '\n').join(''));
    if (card !== null) writeFileSync(cardPlace(root, name).path, card ?? marks);
  }
  if (card === undefined) {
    const { sets: read } = await checkData(root, Object.keys(sets));
    for (const set of read) writeCard(set, cardPlace(root, set.name));
  }
  return root;
}

/** What the check says, one line a mistake. */
export async function mistakes(root: string, ...names: readonly string[]): Promise<readonly string[]> {
  return (await checkData(root, names)).mistakes.map(formatMistake);
}
