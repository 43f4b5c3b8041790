import { closeSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';

/** The first line of a spill file. */
export interface SpillHeader {
  /** The store it belongs to, by its `id`. */
  readonly spillOf: string;
  /** Whoever writes it. */
  readonly host: string;
  readonly pid: number;
}

/** Lines that are durable before they count as kept. The file is only made when it is needed; only its owner may read it. */
export class SpillFile {
  readonly file: string;
  readonly #header: SpillHeader;
  #handle: number | null = null;
  #replies = 0;
  #bytes = 0;

  constructor(file: string, header: SpillHeader) {
    this.file = file;
    this.#header = header;
  }

  /** How many lines it keeps, the header aside. */
  get replies(): number {
    return this.#replies;
  }

  /** @returns whether all lines are durable now; else none is, for want of room or because it cannot be written. */
  keep(lines: readonly string[]): boolean {
    try {
      this.#handle ??= this.#open();
      this.#write(this.#handle, `${lines.join('\n')}\n`);
      this.#replies += lines.length;
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #open(): number {
    const handle = openSync(this.file, 'a', 0o600);
    try {
      this.#bytes = statSync(this.file).size;
      this.#write(handle, `${JSON.stringify(this.#header)}\n`);
      return handle;
    } catch (error) {
      closeSync(handle);
      throw error;
    }
  }

  #write(handle: number, text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
      this.#bytes += bytes.length;
    } catch (error) {
      // Half a line would spoil the next.
      ftruncateSync(handle, this.#bytes);
      throw error;
    }
  }
}
