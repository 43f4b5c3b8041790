/** What comes next in the data. */
type Next = 'magic' | 'descriptor' | 'header' | 'block' | 'content' | 'checksum' | 'skip-size' | 'skip';

/**
 * Follows zstd data that pass by, far enough to know whether they end where a frame ends: Node gives out what it could
 * unpack of a file that was cut off, and says nothing. Source: RFC 8878, section 3.1.
 */
export class ZstdFrames {
  #next: Next = 'magic';
  /** Bytes that the present part still needs, and those of it that are here, the last byte highest. */
  #missing = 4;
  #value = 0;
  #scale = 1;
  #hasChecksum = false;
  #isLast = false;

  /** Whether what has passed is a number of whole frames. */
  get isWhole(): boolean {
    return this.#next === 'magic' && this.#missing === 4;
  }

  take(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#next === 'content' || this.#next === 'skip' || this.#next === 'header' || this.#next === 'checksum') {
        const step = Math.min(this.#missing, bytes.length - at);
        this.#missing -= step;
        at += step;
      } else {
        this.#value += (bytes[at] ?? 0) * this.#scale;
        this.#scale *= 256;
        this.#missing -= 1;
        at += 1;
      }
      while (this.#missing === 0) this.#advance();
    }
  }

  #await(next: Next, bytes: number): void {
    this.#next = next;
    this.#missing = bytes;
    this.#value = 0;
    this.#scale = 1;
  }

  #advance(): void {
    const value = this.#value;
    switch (this.#next) {
      case 'magic':
        if (Math.floor(value / 16) === 0x184d2a5) this.#await('skip-size', 4);
        else this.#await('descriptor', 1);
        break;
      case 'skip-size':
        this.#await('skip', value);
        break;
      case 'descriptor': {
        const isSingle = (value & 0x20) !== 0;
        const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][value >> 6] ?? 0;
        const dictionaryBytes = [0, 1, 2, 4][value & 3] ?? 0;
        this.#hasChecksum = (value & 4) !== 0;
        this.#await('header', (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes);
        break;
      }
      case 'header':
        this.#await('block', 3);
        break;
      case 'block': {
        const isRepeated = ((value >> 1) & 3) === 1;
        this.#isLast = (value & 1) === 1;
        this.#await('content', isRepeated ? 1 : value >> 3);
        break;
      }
      case 'content':
        if (!this.#isLast) this.#await('block', 3);
        else if (this.#hasChecksum) this.#await('checksum', 4);
        else this.#await('magic', 4);
        break;
      case 'checksum':
      case 'skip':
        this.#await('magic', 4);
        break;
      default:
        this.#next satisfies never;
    }
  }
}
