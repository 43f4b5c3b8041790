/** A text without what a reader of the rendered page would not see, and where each unit of it came from. */
export interface PlainText {
  readonly text: string;
  /** The UTF-16 offset in the original of each unit of `text`. */
  readonly origin: Uint32Array;
}

// Characters without width; emphasis of Markdown; inline HTML that only changes the look. An underscore is
// emphasis only at the edge of a word: inside one it is part of a name.
const invisible =
  /[\u00ad\u200b-\u200d\u2060\ufeff*]|~~|(?<![\p{L}\p{N}_])_{1,3}(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])_{1,3}(?![\p{L}\p{N}_])|<\/?(?:b|i|em|strong|u|s|span|mark)>/giu;

/** Takes the invisible marks out of a text. Linear in its length. */
export function plainText(text: string): PlainText {
  const kept: string[] = [];
  const origin = new Uint32Array(text.length);
  let length = 0;
  let from = 0;
  const keep = (to: number): void => {
    kept.push(text.slice(from, to));
    for (let index = from; index < to; index += 1) origin[length++] = index;
  };
  for (const match of text.matchAll(invisible)) {
    keep(match.index);
    from = match.index + match[0].length;
  }
  keep(text.length);
  return { text: kept.join(''), origin: origin.subarray(0, length) };
}
