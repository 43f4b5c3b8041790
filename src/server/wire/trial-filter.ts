/** Fields of a trial that a filter lists wanted values of; a trial must have one of the values of each. */
export const listFields = [
  'condition',
  'model',
  'dataset',
  'method',
  'order',
  'wording',
  'leadIn',
  'historyAuthor',
  'replyAuthor',
  'category',
  'cluster',
  'item',
  'epoch',
  'outcome',
  'outcomePaper',
  'refusal',
  'label',
  'flag',
] as const;

export type ListField = (typeof listFields)[number];

/** Where text is looked for. */
export const textPlaces = ['prompt', 'reply', 'reasoning', 'journal'] as const;

export type TextPlace = (typeof textPlaces)[number];

/** In which order trials are listed: as they were planned, the last that was stored first, or the least sure readouts first. */
export const trialOrders = ['plan', 'newest', 'probability'] as const;

export type TrialOrder = (typeof trialOrders)[number];

/** Which trials of a study are wanted. */
export interface TrialFilter {
  /**
   * Wanted values by field; all where a field is missing. What is not there (no category, no order, no flag) is written
   * `none`, what a scorer of refusals says `SCORER:LABEL`, the failure of an auditing judge `failed`.
   */
  readonly lists: Readonly<Partial<Record<ListField, readonly string[]>>>;
  /**
   * Words that must all occur, case and accents aside, be it in different texts of a trial; words in double quotes stand
   * together, and a word that ends in `*` is the beginning of one. Empty: no search.
   */
  readonly text: string;
  /** Where `text` is looked for; all places where empty. */
  readonly places: readonly TextPlace[];
  readonly order: TrialOrder;
}

/** The filter that every trial passes. */
export const everyTrial: TrialFilter = { lists: {}, text: '', places: [], order: 'plan' };

/** Reads a filter from an address; what an address says that no filter has is left alone. */
export function filterFromQuery(query: URLSearchParams): TrialFilter {
  const lists: Partial<Record<ListField, readonly string[]>> = {};
  for (const field of listFields) {
    const values = query.getAll(field);
    if (values.length > 0) lists[field] = values;
  }
  const places = query.getAll('place').filter((place): place is TextPlace => isOneOf(textPlaces, place));
  const order = query.get('sort') ?? '';
  return { lists, text: query.get('text') ?? '', places, order: isOneOf(trialOrders, order) ? order : 'plan' };
}

/** Writes a filter as the pairs of an address, so that `filterFromQuery` gives it back. */
export function filterToQuery(filter: TrialFilter): readonly (readonly [name: string, value: string])[] {
  return [
    ...listFields.flatMap((field) => (filter.lists[field] ?? []).map((value) => [field, value] as const)),
    ...(filter.text === '' ? [] : [['text', filter.text] as const]),
    ...filter.places.map((place) => ['place', place] as const),
    ...(filter.order === 'plan' ? [] : [['sort', filter.order] as const]),
  ];
}

function isOneOf<const Known extends string>(known: readonly Known[], value: string): value is Known {
  return (known as readonly string[]).includes(value);
}
