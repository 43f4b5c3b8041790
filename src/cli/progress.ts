import { styleText } from 'node:util';

import type { RunTallies } from '../store/runs.ts';

/** Shows on stderr how far a run is: one live line on a terminal, else a line now and then. */
export interface ProgressDisplay {
  /** A sentence that stays on screen above the live line. */
  notice(text: string): void;
  /** Starts to follow the tallies. */
  follow(tallies: () => RunTallies): void;
  /** Draws the last state and leaves it. */
  end(): void;
}

const liveEveryMs = 100;
const plainEveryMs = 10_000;
/** Rates are those of the last while, so that a pause shows. */
const windowMs = 15_000;

interface Sample {
  readonly at: number;
  readonly done: number;
}

/** The display that fits where stderr goes. `json`: one JSON object a line. */
export function progressDisplay(options: { readonly json: boolean }): ProgressDisplay {
  const live = process.stderr.isTTY && !options.json;
  const samples: Sample[] = [];
  let tallies: (() => RunTallies) | null = null;
  let timer: NodeJS.Timeout | null = null;
  const erase = (): void => {
    if (live && tallies !== null) process.stderr.write('\r\u001b[2K');
  };
  const draw = (last: boolean): void => {
    if (tallies === null) return;
    const now = tallies();
    samples.push({ at: Date.now(), done: now.done });
    while (samples.length > 2 && Date.now() - (samples[0]?.at ?? 0) > windowMs) samples.shift();
    if (options.json) {
      process.stderr.write(`${JSON.stringify({ event: 'progress', ...now })}\n`);
      return;
    }
    const line = progressLine(now, ratePerSecond(samples), live ? (process.stderr.columns ?? 80) : 200);
    erase();
    process.stderr.write(live && !last ? line : `${line}\n`);
  };
  return {
    notice: (text) => {
      erase();
      process.stderr.write(options.json ? `${JSON.stringify({ event: 'notice', text })}\n` : `${text}\n`);
    },
    follow: (source) => {
      tallies = source;
      samples.push({ at: Date.now(), done: source().done });
      timer = setInterval(() => draw(false), live ? liveEveryMs : plainEveryMs);
    },
    end: () => {
      if (timer !== null) clearInterval(timer);
      draw(true);
      tallies = null;
    },
  };
}

/** `412 of 1,630 · 25 % · 38/s · bails 31 · errors 2 · rate-limit 14 · 32 s left`, cut to the width. */
export function progressLine(tallies: RunTallies, perSecond: number | null, width: number): string {
  const ended = tallies.before + tallies.done;
  const left = tallies.planned - ended;
  const parts = [
    `${ended.toLocaleString('en')} of ${tallies.planned.toLocaleString('en')} trials`,
    `${tallies.planned === 0 ? 100 : Math.floor((100 * ended) / tallies.planned)} %`,
    ...(perSecond === null ? [] : [`${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`]),
    `${tallies.before > 0 ? 'new bails' : 'bails'} ${tallies.bails}`,
    ...(tallies.errors === 0 ? [] : [styleText('red', `errors ${tallies.errors}`, { stream: process.stderr })]),
    ...Object.entries(tallies.errorsByKind).map(([kind, count]) => `${kind} ${count}`),
    ...(perSecond === null || perSecond === 0 || left === 0 ? [] : [`${duration(left / perSecond)} left`]),
  ];
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line} · ${part}`;
    if (longer.length >= width) break;
    line = longer;
  }
  return line;
}

function ratePerSecond(samples: readonly Sample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < 500) return null;
  return ((last.done - first.done) * 1000) / (last.at - first.at);
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
