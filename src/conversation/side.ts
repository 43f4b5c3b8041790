/** What a condition is called by, as results show it; `null` for what it does not have. */
export interface ConditionNames {
  readonly study: string;
  readonly model: string;
  /** `starter`, and `starter twins` for the benign twins of its items. */
  readonly dataset: string;
  readonly method: string;
  readonly order: string | null;
  readonly wording: string | null;
  readonly leadIn: string | null;
  readonly readout: string;
  /** Who wrote the earlier turns, and the reply that is asked about. */
  readonly historyAuthor: string;
  readonly replyAuthor: string;
}

/** What a side of a comparison may state. `category` is of items, all else of conditions. */
export const sideKeys = [
  'condition',
  'study',
  'model',
  'dataset',
  'category',
  'method',
  'order',
  'wording',
  'leadIn',
  'readout',
  'historyAuthor',
  'replyAuthor',
] as const;
export type SideKey = (typeof sideKeys)[number];

/** One side of a comparison: the conditions that have all these names. `none` stands for a lead-in that is not there. */
export type Side = { readonly [key in SideKey]?: string | undefined };

/** What results call a lead-in or a wording that is not there, where it has to be named. */
export const absent = 'none';

/** What must be equal in two conditions that are compared, unless it is what is compared. The study is preferred. */
const matched = [
  'model',
  'dataset',
  'method',
  'order',
  'wording',
  'leadIn',
  'readout',
  'historyAuthor',
  'replyAuthor',
] as const;

/** Whether a condition has all the names of a side; its category is asked of items. */
export function isOfSide(side: Side, names: ConditionNames, id: string): boolean {
  return sideKeys.every((key) => {
    const wanted = side[key];
    if (wanted === undefined || key === 'category') return true;
    return key === 'condition' ? wanted === id : (names[key] ?? absent) === wanted;
  });
}

/**
 * What two sides compare, and what therefore need not be equal: what both state. A condition states everything. Where
 * one states a dataset and the other a category, both say which items.
 */
export function comparedKeys(a: Side, b: Side): ReadonlySet<SideKey> {
  const states = (side: Side, key: SideKey): boolean => side[key] !== undefined || side.condition !== undefined;
  const isOfItems = (one: Side, other: Side): boolean =>
    one.dataset !== undefined && one.category === undefined && other.category !== undefined;
  const compared = new Set<SideKey>(sideKeys.filter((key) => states(a, key) && states(b, key)));
  return isOfItems(a, b) || isOfItems(b, a) ? compared.add('dataset').add('category') : compared;
}

/** Whether two conditions differ in nothing but what is compared. Order and words are nothing to a method without them. */
export function differOnlyIn(compared: ReadonlySet<SideKey>, a: ConditionNames, b: ConditionNames): boolean {
  return matched.every((key) => {
    if (compared.has(key) || a[key] === b[key]) return true;
    const isForeign = key === 'order' || key === 'wording';
    return isForeign && a.method !== b.method && (a[key] === null || b[key] === null);
  });
}

/** A side in the words of the command line: `model:even,method:bail-tool`. */
export function sideText(side: Side): string {
  const parts = sideKeys.flatMap((key) => (side[key] === undefined ? [] : [`${keyText(key)}:${side[key]}`]));
  return parts.length === 0 ? 'everything' : parts.join(',');
}

/** What the command line calls a key. */
export function keyText(key: SideKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
