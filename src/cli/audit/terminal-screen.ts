import { readKeys, type Key } from './keys.ts';

const enter = '\u001b[?1049h\u001b[?25l';
const leave = '\u001b[?25h\u001b[?1049l';

/** A terminal taken over for a while: raw keys in, whole screens out. Disposing of it gives it back as it was. */
export class TerminalScreen implements Disposable {
  readonly #waiting: Key[] = [];
  #wake: (() => void) | null = null;
  #ended = false;
  readonly #onData = (data: string): void => {
    this.#waiting.push(...readKeys(data));
    this.#wake?.();
  };
  readonly #onResize = (): void => {
    this.#waiting.push({ kind: 'other' });
    this.#wake?.();
  };
  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#wake?.();
  };

  constructor() {
    process.stdin.setRawMode(true).setEncoding('utf8').on('data', this.#onData).on('end', this.#onEnd).resume();
    process.stdout.on('resize', this.#onResize);
    process.on('SIGTERM', this.#onEnd).on('SIGHUP', this.#onEnd).on('SIGINT', this.#onEnd);
    process.stdout.write(enter);
  }

  get width(): number {
    return process.stdout.columns ?? 80;
  }

  get height(): number {
    return process.stdout.rows ?? 24;
  }

  /** Shows these rows and nothing else. */
  show(rows: readonly string[]): void {
    process.stdout.write(`\u001b[H${rows.slice(0, this.height).join('\u001b[K\r\n')}\u001b[K\u001b[J`);
  }

  /** The next key; `interrupt` when the terminal is gone or the process is to end; `other` when its size has changed. */
  async key(): Promise<Key> {
    for (;;) {
      const key = this.#waiting.shift();
      if (key !== undefined) return key;
      if (this.#ended) return { kind: 'interrupt' };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  [Symbol.dispose](): void {
    process.stdin.off('data', this.#onData).off('end', this.#onEnd).pause();
    process.stdin.setRawMode(false);
    process.stdout.off('resize', this.#onResize);
    process.off('SIGTERM', this.#onEnd).off('SIGHUP', this.#onEnd).off('SIGINT', this.#onEnd);
    process.stdout.write(leave);
  }
}
