import type { DatasetSource, SourceItem } from './source-item.ts';

/** How many items and clusters share a category. */
export interface CategoryCount {
  /** `null` for items without a category. */
  readonly category: string | null;
  readonly items: number;
  readonly clusters: number;
}

/** What a dataset holds, counted in one pass. */
export interface DatasetSummary {
  readonly items: number;
  readonly clusters: number;
  /** Items that are the benign twin of another. */
  readonly twins: number;
  /** Most items first. */
  readonly categories: readonly CategoryCount[];
  /** Languages by their `lang:` tags, most items first; items without such a tag are not counted. */
  readonly languages: readonly { readonly language: string; readonly items: number }[];
  /** Items that normalising changed. */
  readonly changed: number;
  /** The first items, at most as many as asked for, of the category asked for. */
  readonly examples: readonly SourceItem[];
}

/**
 * Reads a dataset once and counts it.
 *
 * @param wanted how many examples to keep, and of which category (`undefined`: of any).
 */
export async function summarize(
  source: DatasetSource,
  wanted: { readonly limit: number; readonly category?: string | undefined },
): Promise<DatasetSummary> {
  const clusters = new Set<string>();
  const categories = new Map<string | null, { items: number; clusters: Set<string> }>();
  const languages = new Map<string, number>();
  const examples: SourceItem[] = [];
  let items = 0;
  let changed = 0;
  let twins = 0;
  for await (const item of source.items({ onChanged: () => (changed += 1) })) {
    items += 1;
    if (item.twin !== null) twins += 1;
    clusters.add(item.cluster);
    const category = categories.get(item.category) ?? { items: 0, clusters: new Set<string>() };
    category.items += 1;
    category.clusters.add(item.cluster);
    categories.set(item.category, category);
    for (const language of languagesOf(item)) languages.set(language, (languages.get(language) ?? 0) + 1);
    const fits = wanted.category === undefined || wanted.category === item.category;
    if (fits && examples.length < wanted.limit) examples.push(item);
  }
  return {
    items,
    clusters: clusters.size,
    twins,
    categories: [...categories]
      .map(([category, count]) => ({ category, items: count.items, clusters: count.clusters.size }))
      .sort((one, two) => two.items - one.items),
    languages: [...languages]
      .map(([language, count]) => ({ language, items: count }))
      .sort((a, b) => b.items - a.items),
    changed,
    examples,
  };
}

function languagesOf(item: SourceItem): readonly string[] {
  return item.tags.filter((tag) => tag.startsWith('lang:')).map((tag) => tag.slice('lang:'.length));
}
