/** Cuts a text with an ellipsis so that it is no wider than `most`. */
export function cutTo(text: string, most: number, widthOf: (part: string) => number): string {
  if (widthOf(text) <= most) return text;
  const characters = [...text];
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(`${characters.slice(0, middle).join('')}…`) <= most) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${characters.slice(0, low).join('')}…`;
}
