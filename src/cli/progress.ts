import { styleText } from 'node:util';

import { systemClock } from '../base/clock.ts';
import { asEnded } from '../store/run-state.ts';
import type { RunTallies } from '../store/runs.ts';
import { modelLine, progressLine, type LineStyle } from './progress-line.ts';

/** Shows on stderr how far a run is: live lines on a terminal, else a line now and then. */
export interface ProgressDisplay {
  /** A sentence that stays on screen above the live lines. */
  notice(text: string): void;
  /** Starts to follow the tallies. */
  follow(tallies: () => RunTallies): void;
  /** Draws the last state and leaves it. */
  end(): void;
}

const liveEveryMs = 200;
const plainEveryMs = 10_000;
const plainWidth = 200;
/** Fewer columns leave a model no room beside its name. */
const leastWidthForModels = 80;
const longestName = 28;

/** The display that fits where stderr goes. `json`: one JSON object a line. */
export function progressDisplay(options: { readonly json: boolean }): ProgressDisplay {
  const live = process.stderr.isTTY && !options.json;
  let tallies: (() => RunTallies) | null = null;
  let timer: NodeJS.Timeout | null = null;
  let drawn = 0;
  const erase = (): void => {
    if (drawn === 0) return;
    process.stderr.write(`\r\u001b[2K${'\u001b[1A\u001b[2K'.repeat(drawn - 1)}`);
    drawn = 0;
  };
  const draw = (last: boolean): void => {
    if (tallies === null) return;
    const now = tallies();
    if (options.json) {
      process.stderr.write(`${JSON.stringify({ event: 'progress', ...now })}\n`);
      return;
    }
    const { columns = plainWidth, rows = 0 } = live ? process.stderr : {};
    const lines = progressLines(last ? asEnded(now) : now, rows, { columns, now: systemClock.now(), red });
    erase();
    process.stderr.write(`${lines.join('\n')}${live && !last ? '' : '\n'}`);
    drawn = live && !last ? lines.length : 0;
  };
  return {
    notice: (text) => {
      erase();
      process.stderr.write(options.json ? `${JSON.stringify({ event: 'notice', text })}\n` : `${text}\n`);
    },
    follow: (source) => {
      tallies = source;
      timer = setInterval(() => draw(false), live ? liveEveryMs : plainEveryMs);
    },
    end: () => {
      if (timer !== null) clearInterval(timer);
      draw(true);
      tallies = null;
    },
  };
}

/** One line for the run; above it one for each model where there are several and the terminal has room for them. */
export function progressLines(tallies: RunTallies, rows: number, style: LineStyle): string[] {
  const whole = progressLine(tallies, style);
  const { models } = tallies;
  if (models.length < 2 || style.columns < leastWidthForModels || models.length + 2 > rows) return [whole];
  const nameWidth = Math.min(longestName, Math.max(...models.map(({ label }) => label.length)));
  return [...models.map((model) => modelLine(model, nameWidth, style)), whole];
}

function red(text: string): string {
  return styleText('red', text, { stream: process.stderr });
}
