import { inspect } from 'node:util';

/** A key that cannot be shown by accident: printing, joining, inspecting or serialising it gives a placeholder. */
export class Secret {
  readonly #value: string;
  /** Where it came from, in words that may be shown: a variable's name, a file's path. */
  readonly source: string;

  constructor(value: string, source: string) {
    this.#value = value;
    this.source = source;
  }

  /** The key itself: for the header it is sent in, and for nothing else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return `Secret([secret] from ${this.source})`;
  }
}
