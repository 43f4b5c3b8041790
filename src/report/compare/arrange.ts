/** Things under headings, told apart by what varies among them; what all share is said once. */
export interface Arranged<One> {
  /** Safe to print. */
  readonly shared: readonly string[];
  readonly groups: readonly ArrangedGroup<One>[];
}

export interface ArrangedGroup<One> {
  /** Empty where there is but one group. Safe to print. */
  readonly title: string;
  readonly rows: readonly Labelled<One>[];
}

export interface Labelled<One> {
  /** What tells it apart in its group. Safe to print. */
  readonly label: string;
  /** What tells it apart among all. */
  readonly name: string;
  readonly of: One;
}

/**
 * Arranges things: the last of what varies names one, all before it its group.
 *
 * @param attributes what they may differ in, each as a text safe to print; empty where there is nothing to say
 * @param last what names them where nothing else does
 */
export function arrange<One>(
  list: readonly One[],
  attributes: readonly ((one: One) => string)[],
  last: (one: One) => string,
): Arranged<One> {
  const texts = list.map((one) => [...attributes, last].map((text) => text(one)));
  const varies = [...attributes, last].map((_, place) => new Set(texts.map((own) => own[place])).size > 1);
  const shared = (texts[0] ?? []).filter(
    (text, place) => varies[place] === false && text !== '' && place < attributes.length,
  );
  const labelled = list.map((of, index) => {
    const parts = (texts[index] ?? []).filter((text, place) => varies[place] === true && text !== '');
    const label = parts.at(-1) ?? last(of);
    return { title: parts.slice(0, -1).join(' · '), label, name: parts.join(' · ') || label, of };
  });
  const groups = [...Map.groupBy(labelled, ({ title }) => title)].map(([title, rows]) => ({ title, rows }));
  return { shared, groups };
}
