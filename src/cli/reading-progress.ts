import { terminalText } from '../base/terminal-text.ts';
import type { DatasetProgress } from '../run/prepare.ts';
import { grouped } from '../base/figures.ts';

const firstAfterMs = 2_000;
const plainEveryMs = 5_000;
const liveEveryMs = 200;

/**
 * Shows on stderr how far a dataset is read, once that takes more than two seconds: a live line on a terminal, a line now
 * and then elsewhere, JSON with `json`.
 */
export function readingProgress(
  label: string,
  sizeBytes: number,
  options: { readonly json: boolean },
): DatasetProgress {
  const live = process.stderr.isTTY && !options.json;
  const startedAt = Date.now();
  let lastAt = startedAt + firstAfterMs - (live ? liveEveryMs : plainEveryMs);
  let bytes = 0;
  let records = 0;
  let isDrawn = false;
  const show = (): void => {
    const now = Date.now();
    if (now - lastAt < (live ? liveEveryMs : plainEveryMs)) return;
    lastAt = now;
    if (options.json) {
      process.stderr.write(`${JSON.stringify({ event: 'reading', dataset: label, bytes, sizeBytes, records })}\n`);
      return;
    }
    const share = sizeBytes === 0 ? 1 : Math.min(1, bytes / sizeBytes);
    const line = terminalText(
      `Reading ${label}: ${Math.floor(100 * share)} % of ${megabytes(sizeBytes)}, ${grouped(records)} conversations`,
    );
    process.stderr.write(live ? `\r\u001b[2K${line}` : `${line}\n`);
    isDrawn = live;
  };
  return {
    onBytes: (count) => {
      bytes += count;
      show();
    },
    onRecord: () => {
      records += 1;
      // The clock costs more than the count.
      if (records % 256 === 0) show();
    },
    end: () => {
      if (isDrawn) process.stderr.write('\r\u001b[2K');
    },
  };
}

/** `12 MB`, `1.4 GB`. */
export function megabytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}
