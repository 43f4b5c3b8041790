/**
 * Scrolling over a list that may be taller than a browser can lay out. Up to `mostPixels` the scrolled element is as
 * tall as the list. Beyond that it is not: small movements move the list pixel by pixel, large ones (a dragged scroll
 * bar) to the same fraction of it. Offsets in pixels.
 */
export interface TallScroll {
  /** Where the element is scrolled to. */
  readonly physical: number;
  /** Where the list is. */
  readonly virtual: number;
}

/** Firefox lays out the least of the big browsers: some 17.8 million pixels. */
export const mostPixels = 8_000_000;

/** Sizes of a list and of the element it is seen through. */
export interface TallSizes {
  /** Height of the whole list. */
  readonly list: number;
  /** Height of what is seen of it. */
  readonly view: number;
}

/** Height of the scrolled element. */
export function physicalHeight({ list }: TallSizes): number {
  return Math.min(list, mostPixels);
}

/** Where the element must be scrolled to for a place of the list. */
export function scrollFor(sizes: TallSizes, virtual: number): TallScroll {
  const ways = waysOf(sizes);
  const place = clamp(virtual, ways.virtual);
  if (ways.virtual === ways.physical) return { virtual: place, physical: Math.round(place) };
  const physical = Math.round((place * ways.physical) / ways.virtual);
  // An end of the element is an end of the list, so that the last pixels can be reached.
  const isInside = place > 0 && place < ways.virtual;
  return { virtual: place, physical: isInside ? Math.min(Math.max(1, physical), ways.physical - 1) : physical };
}

/**
 * Whether the element stands at an end of its way and the list does not, so that the reader could not go on: it is then
 * to be moved to `scrollFor`, which moves nothing that is seen.
 */
export function isStuck(sizes: TallSizes, { physical, virtual }: TallScroll): boolean {
  const ways = waysOf(sizes);
  return (physical <= 0 && virtual > 0) || (physical >= ways.physical && virtual < ways.virtual);
}

/** Where the list must be for a stretch of it to be seen; where it is if it is seen already. */
export function revealing(sizes: TallSizes, virtual: number, start: number, end: number): number {
  if (start >= virtual && end <= virtual + sizes.view) return virtual;
  if (start < virtual && start > virtual - sizes.view) return start;
  if (end > virtual + sizes.view && end < virtual + 2 * sizes.view) return end - sizes.view;
  return clamp(start - (sizes.view - (end - start)) / 2, waysOf(sizes).virtual);
}

/** Where the list is once the element was scrolled by its reader. */
export function scrolled(sizes: TallSizes, before: TallScroll, physical: number): TallScroll {
  const ways = waysOf(sizes);
  if (ways.physical === ways.virtual) return { physical, virtual: clamp(physical, ways.virtual) };
  const by = physical - before.physical;
  const virtual = Math.abs(by) <= sizes.view ? before.virtual + by : (physical * ways.virtual) / ways.physical;
  return { physical, virtual: clamp(virtual, ways.virtual) };
}

/** How far element and list can be scrolled. */
function waysOf(sizes: TallSizes): { readonly physical: number; readonly virtual: number } {
  return {
    physical: Math.max(0, physicalHeight(sizes) - sizes.view),
    virtual: Math.max(0, sizes.list - sizes.view),
  };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}
