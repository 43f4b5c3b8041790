import { displayWidth } from '../base/text-table.ts';
import { fit, fitMiddle } from './wrap.ts';

/**
 * Labels no two of which are the same, each of at most about `max` columns: rows with one label would merge. What is too
 * long is cut so that it keeps what tells it apart: its end goes, or the words it begins with as others do, or its middle;
 * what is alike all the same is numbered.
 */
export function distinctLabels(texts: readonly string[], max: number): string[] {
  const isTold = (labels: readonly string[]): boolean => new Set(labels).size === new Set(texts).size;
  const ways = [withoutCommonWords(texts, max), texts].map((whole) => whole.map((text) => fit(text, max)));
  const middles = texts.map((text) => fitMiddle(text, max));
  const told = [...ways, middles].find(isTold) ?? texts;
  const taken = new Set<string>();
  return told.map((text) => {
    let label = fit(text, max);
    for (let turn = 2; taken.has(label); turn += 1) label = `${fit(text, max - 4)} (${turn})`;
    taken.add(label);
    return label;
  });
}

/** The texts, those that are longer than `max` without the words that others of these begin with too. */
function withoutCommonWords(texts: readonly string[], max: number): readonly string[] {
  const firstWord = (text: string): string => text.split(' ', 1)[0] ?? '';
  const long = new Set(texts.filter((text) => displayWidth(text) > max));
  const alike = Map.groupBy(long, firstWord);
  return texts.map((text) => {
    const same = long.has(text) ? (alike.get(firstWord(text)) ?? []) : [];
    return same.length > 1 ? `…${text.slice(commonWords(same))}` : text;
  });
}

/** Length of the whole words that all texts begin with. */
function commonWords([first = '', ...others]: readonly string[]): number {
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && other[same] === first[same]) same += 1;
    length = same;
  }
  return first.lastIndexOf(' ', length - 1) + 1;
}
