/** Numbers values from 0 in the order in which they first come, by a text that tells them apart. */
export class Numbering<Value> {
  readonly values: Value[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, value: () => Value): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.values.length;
      this.values.push(value());
      this.#numbers.set(key, number);
    }
    return number;
  }
}
