import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Reads little-endian numbers and strings from a file, front to back, through one buffer. */
export class FileReader implements Disposable {
  readonly sizeBytes: number;
  readonly #descriptor: number;
  #buffer = Buffer.alloc(0);
  #bufferStart = 0;
  #position = 0;

  /** @throws the system's error when the file cannot be opened. */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.sizeBytes = fstatSync(this.#descriptor).size;
  }

  /** Bytes from the start of the file. */
  get position(): number {
    return this.#position;
  }

  /** @throws RangeError when the file ends before `bytes` more. */
  skip(bytes: number): void {
    if (bytes > this.sizeBytes - this.#position) throw new RangeError('the file ends too early');
    this.#position += bytes;
  }

  u8(): number {
    return this.#take(1).readUInt8();
  }

  u16(): number {
    return this.#take(2).readUInt16LE();
  }

  u32(): number {
    return this.#take(4).readUInt32LE();
  }

  i32(): number {
    return this.#take(4).readInt32LE();
  }

  f32(): number {
    return this.#take(4).readFloatLE();
  }

  f64(): number {
    return this.#take(8).readDoubleLE();
  }

  /** An unsigned 64-bit number. @throws RangeError above 2^53: no real file holds one. */
  u64(): number {
    const value = this.#take(8).readBigUInt64LE();
    if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('a length is absurdly large');
    return Number(value);
  }

  /** A signed 64-bit number, rounded where it is beyond 2^53. */
  i64(): number {
    return Number(this.#take(8).readBigInt64LE());
  }

  /** UTF-8 with its length, a 64-bit number, before it. */
  string(): string {
    const length = this.u64();
    return this.#take(length).toString('utf8');
  }

  bytes(length: number): Buffer {
    return Buffer.from(this.#take(length));
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }

  #take(length: number): Buffer {
    const start = this.#position;
    this.skip(length);
    if (start < this.#bufferStart || start + length > this.#bufferStart + this.#buffer.length) {
      this.#buffer = Buffer.alloc(Math.min(Math.max(length, 1 << 18), this.sizeBytes - start));
      this.#bufferStart = start;
      let filled = 0;
      while (filled < this.#buffer.length) {
        const read = readSync(this.#descriptor, this.#buffer, filled, this.#buffer.length - filled, start + filled);
        if (read === 0) throw new RangeError('the file ends too early');
        filled += read;
      }
    }
    return this.#buffer.subarray(start - this.#bufferStart, start - this.#bufferStart + length);
  }
}
