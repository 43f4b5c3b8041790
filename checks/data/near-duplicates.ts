import { formatPosition } from '../../src/base/errors.ts';
import { type DataLine, type Mistake, mistakeOf } from './data-line.ts';

/** Characters of a piece of text. */
const pieceLength = 5;
/** Above this share of common pieces two items say the same. */
const mostAlike = 0.7;
/** A twin may be nearer to its own original: one word can be what tempts. */
const mostAlikeTwins = 0.9;

/**
 * Items of one dataset that say the same: the Jaccard index of their sets of 5-character pieces, upper and lower case
 * alike, runs of blanks counted as one.
 */
export function checkNearDuplicates(items: readonly DataLine[]): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const holders = new Map<string, number[]>();
  const sizes: number[] = [];
  for (const [index, item] of items.entries()) {
    const pieces = piecesOf(item);
    sizes.push(pieces.size);
    const common = new Uint32Array(index);
    for (const piece of pieces) {
      const before = holders.get(piece);
      if (before === undefined) holders.set(piece, [index]);
      else {
        for (const other of before) common[other] = (common[other] ?? 0) + 1;
        before.push(index);
      }
    }
    for (const [place, shared] of common.entries()) {
      const other = items[place];
      if (other === undefined) continue;
      const share = shared / (pieces.size + (sizes[place] ?? 0) - shared);
      const arePair = item.twin === other.id || other.twin === item.id;
      if (share > (arePair ? mostAlikeTwins : mostAlike)) {
        const what = share === 1 ? 'says the same as' : `is ${(share * 100).toFixed(0)} % the same text as`;
        mistakes.push(mistakeOf(item, `${what} ${other.id} (${formatPosition(other.at)})`));
      }
    }
  }
  return mistakes;
}

function piecesOf(item: DataLine): ReadonlySet<string> {
  const text = item.messages
    .map((message) => message.content)
    .join(' ')
    .toLowerCase()
    .replace(/\s+/g, ' ');
  const pieces = new Set<string>();
  for (let start = 0; start === 0 || start + pieceLength <= text.length; start += 1) {
    pieces.add(text.slice(start, start + pieceLength));
  }
  return pieces;
}
