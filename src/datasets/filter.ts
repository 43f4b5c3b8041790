import type { DatasetFilter } from './dataset-spec.ts';
import type { SourceItem } from './source-item.ts';

/**
 * Whether an item is kept. Compile it once for a dataset: the regular expression is built here.
 *
 * @throws SyntaxError when `matches` is not a regular expression; the schema has refused such a filter before.
 */
export function applyFilter(filter: DatasetFilter | undefined): (item: SourceItem) => boolean {
  if (filter === undefined) return () => true;
  const categories = setOf(filter.category);
  const clusters = setOf(filter.cluster);
  const tags = setOf(filter.tag);
  const pattern = filter.matches === undefined ? null : new RegExp(filter.matches, 'u');
  const min = filter.minChars ?? 0;
  const max = filter.maxChars ?? Infinity;
  return (item) => {
    if (categories !== null && (item.category === null || !categories.has(item.category))) return false;
    if (clusters !== null && !clusters.has(item.cluster)) return false;
    if (filter.twins !== undefined && filter.twins !== 'all' && (item.twin !== null) !== (filter.twins === 'only'))
      return false;
    if (tags !== null && !item.tags.some((tag) => tags.has(tag))) return false;
    const { messages } = item.conversation;
    const length = messages.reduce((sum, message) => sum + message.text.length, 0);
    if (length < min || length > max) return false;
    return pattern === null || messages.some((message) => pattern.test(message.text));
  };
}

function setOf(words: string | readonly string[] | undefined): ReadonlySet<string> | null {
  if (words === undefined) return null;
  return new Set(typeof words === 'string' ? [words] : words);
}
