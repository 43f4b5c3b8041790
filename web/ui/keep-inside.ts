/** Pixels between what is kept inside and the edge of the window. */
const margin = 8;

/** Moves an open list of a `details` so far to the left that all of it is in the window. */
export function keepInside(details: HTMLDetailsElement): void {
  const list = details.querySelector('fieldset');
  if (list === null || !details.open) return;
  list.style.left = '0';
  const over = list.getBoundingClientRect().right - (document.documentElement.clientWidth - margin);
  if (over > 0) list.style.left = `${-over}px`;
}
