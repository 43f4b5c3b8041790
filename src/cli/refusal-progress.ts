import { styleText } from 'node:util';

import { systemClock } from '../base/clock.ts';
import { terminalLine } from '../base/terminal-text.ts';
import { grouped } from '../base/figures.ts';

/** Shows on stderr how many rows are done: one live line on a terminal, else a line every ten seconds. */
export interface RowProgress {
  row(): void;
  /** Takes the live line away. */
  end(): void;
}

const liveEveryMs = 200;
const plainEveryMs = 10_000;

/** `verb` begins the line: `Scored`. */
export function rowProgress(verb: string): RowProgress {
  const live = process.stderr.isTTY;
  const every = live ? liveEveryMs : plainEveryMs;
  let rows = 0;
  let shownAt = systemClock.now();
  return {
    row: () => {
      rows += 1;
      const now = systemClock.now();
      if (now - shownAt < every) return;
      shownAt = now;
      const line = `${verb} ${grouped(rows)} rows`;
      process.stderr.write(
        live
          ? `\r\u001b[2K${styleText('dim', terminalLine(line, (process.stderr.columns ?? 80) - 1), { stream: process.stderr })}`
          : `${line}\n`,
      );
    },
    end: () => {
      if (live) process.stderr.write('\r\u001b[2K');
    },
  };
}

const mostNamed = 20;

/** Names bad rows and failures on stderr as they come, the first of them; `end` says how many more there were. */
export interface RowComplaints {
  readonly count: number;
  add(text: string): void;
  end(): void;
}

export function rowComplaints(): RowComplaints {
  let count = 0;
  return {
    get count() {
      return count;
    },
    add: (text) => {
      count += 1;
      if (count <= mostNamed) process.stderr.write(`${terminalLine(text, 300)}\n`);
    },
    end: () => {
      if (count > mostNamed) process.stderr.write(`… and ${grouped(count - mostNamed)} more like these\n`);
    },
  };
}
