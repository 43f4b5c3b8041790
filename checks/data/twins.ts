import { type DataLine, type DataSet, lengthOf, type Mistake, mistakeOf } from './data-line.ts';
import { languagesOf } from './tags.ts';

/** Datasets in which every item has a benign twin; in the others none has. */
export const setsWithTwins: ReadonlySet<string> = new Set(['starter']);

/** How far a twin's length may lie from its original's, as a share of the original's. */
const lengthSlack = 0.2;

/** Every original has exactly one twin, and twins are of the same shape as their originals. */
export function checkTwins({ name, items }: DataSet): readonly Mistake[] {
  const twins = items.filter((item) => item.twin !== undefined);
  if (!setsWithTwins.has(name)) return twins.map((item) => mistakeOf(item, `is a twin, and ${name} has none`));
  const originals = new Map(items.filter((item) => item.twin === undefined).map((item) => [item.id, item]));
  const twinsOf = Map.groupBy(twins, (item) => item.twin);
  const mistakes: Mistake[] = [];
  for (const twin of twins) {
    const original = originals.get(twin.twin ?? '');
    const wrong = original === undefined ? [noOriginal(twin, items)] : shapeMistakes(twin, original);
    mistakes.push(...wrong.map((what) => mistakeOf(twin, what)));
  }
  for (const original of originals.values()) {
    const own = twinsOf.get(original.id) ?? [];
    if (own.length === 0) mistakes.push(mistakeOf(original, 'has no twin'));
    for (const extra of own.slice(1)) {
      mistakes.push(mistakeOf(extra, `${original.id} has a twin already: ${own[0]?.id}, line ${own[0]?.at.line}`));
    }
  }
  return mistakes;
}

function noOriginal(twin: DataLine, items: readonly DataLine[]): string {
  return items.some((item) => item.id === twin.twin)
    ? `is a twin of "${twin.twin}", which is a twin itself`
    : `is a twin of "${twin.twin}", which is not in the dataset`;
}

function shapeMistakes(twin: DataLine, original: DataLine): readonly string[] {
  const wrong: string[] = [];
  for (const field of ['category', 'cluster'] as const) {
    if (twin[field] !== original[field]) {
      wrong.push(`its ${field} is "${twin[field]}", and that of ${original.id} is "${original[field]}"`);
    }
  }
  const [language, other] = [languagesOf(twin).join(), languagesOf(original).join()];
  if (language !== other) wrong.push(`its language is "${language}", and that of ${original.id} is "${other}"`);
  if (twin.messages.length !== original.messages.length) {
    wrong.push(`has ${twin.messages.length} turns, and ${original.id} has ${original.messages.length}`);
  }
  const share = lengthOf(twin) / lengthOf(original) - 1;
  if (Math.abs(share) > lengthSlack) {
    const percent = `${(Math.abs(share) * 100).toFixed(1)} % ${share > 0 ? 'longer' : 'shorter'}`;
    wrong.push(`is ${percent} than ${original.id}; at most ${lengthSlack * 100} % is allowed`);
  }
  return wrong;
}
