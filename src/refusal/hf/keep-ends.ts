/** What of the library's tokenizer is used. */
export interface Tokenizer {
  (text: string, options: object): { readonly input_ids: { readonly data: BigInt64Array } };
  readonly model_max_length: number;
  encode(text: string, options?: { readonly add_special_tokens: boolean }): readonly number[];
}

/**
 * The tokenizer, but for how it cuts a text that is too long: the library (4.3.2) cuts off the tokens that end every text,
 * `[SEP]` and its like, which no classifier has been trained without; Python's cuts before them. For one text at a time.
 */
export function keepEnds(tokenizer: Tokenizer): (...call: Parameters<Tokenizer>) => ReturnType<Tokenizer> {
  const ends = endsOf(tokenizer).map(BigInt);
  return (text, options) => {
    const inputs = tokenizer(text, options);
    const { data } = inputs.input_ids;
    // A text that fits exactly has them there already.
    if (data.length === tokenizer.model_max_length) data.set(ends, data.length - ends.length);
    return inputs;
  };
}

/** The tokens that stand behind every text. */
function endsOf(tokenizer: Tokenizer): readonly number[] {
  const bare = tokenizer.encode('a', { add_special_tokens: false });
  const whole = tokenizer.encode('a');
  const start = whole.findIndex(
    (_, index) => bare.length > 0 && bare.every((id, offset) => whole[index + offset] === id),
  );
  return start < 0 ? [] : whole.slice(start + bare.length);
}
