import { ExitpollError } from '../base/errors.ts';
import { lineName } from './names-seen.ts';
import type { SourceItem } from './source-item.ts';

/** The benign twins of a file: each must be the twin of an item of the same file that is no twin itself. */
export class Twins {
  readonly #file: string;
  readonly #twins = new Map<string, { readonly of: string; readonly line: number }>();
  #lines = 0;

  constructor(file: string) {
    this.#file = file;
  }

  add({ name, twin }: SourceItem, line: number): void {
    this.#lines = line;
    if (twin !== null) this.#twins.set(name, { of: twin, line });
  }

  /**
   * Call after the last item.
   *
   * @param hasId whether an id occurs in the file
   * @throws ExitpollError at the first twin without an original.
   */
  check(hasId: (id: string) => boolean): void {
    for (const [name, { of, line }] of this.#twins) {
      const isLine = /^line-\d+$/.test(of) && Number(of.slice(lineName(0).length - 1)) <= this.#lines;
      if (!hasId(of) && !isLine)
        this.#refuse(line, `is the twin of ${JSON.stringify(of.slice(0, 80))}, which is not in the file`);
      if (of === name) this.#refuse(line, 'is its own twin');
      if (this.#twins.has(of))
        this.#refuse(line, `is the twin of ${JSON.stringify(of.slice(0, 80))}, which is a twin itself`);
    }
  }

  #refuse(line: number, problem: string): never {
    throw new ExitpollError(`twin: the item ${problem}`, {
      code: 'bad-twin',
      hint: 'Name the id of the item it is the benign twin of.',
      at: { file: this.#file, line },
    });
  }
}
