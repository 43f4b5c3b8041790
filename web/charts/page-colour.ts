/** The present value of one of the page's colours (`--ink`), whatever the theme: `rgb(29, 33, 38)`. */
export function pageColour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
