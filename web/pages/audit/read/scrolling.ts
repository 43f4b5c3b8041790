/** Moves the page by most of a screen, or by a few lines. */
export function scrollDown(by: 'page' | 'line', way: 1 | -1): void {
  const bar = document.querySelector('.audit-bar')?.clientHeight ?? 0;
  window.scrollBy({ top: way * (by === 'line' ? 60 : Math.max(60, window.innerHeight - bar - 60)) });
}

/** Goes to where the page begins or ends. */
export function scrollTo(place: 'top' | 'end'): void {
  window.scrollTo({ top: place === 'top' ? 0 : document.documentElement.scrollHeight });
}
