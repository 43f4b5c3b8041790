import { terminalText } from '../base/terminal-text.ts';
import type { Progress } from '../download/progress.ts';

const plainEveryMs = 5_000;
const liveEveryMs = 100;
const barWidth = 24;

/** Shows a download on stderr: a bar on a terminal, a line now and then elsewhere, JSON lines with `json`. */
export function downloadProgress(options: { readonly json: boolean }, what: 'weights' | 'data' = 'weights'): Progress {
  const live = process.stderr.isTTY && !options.json;
  let lastAt = 0;
  let lastSource = '';
  return (doneBytes, totalBytes, source) => {
    const complete = totalBytes !== null && doneBytes >= totalBytes;
    const now = Date.now();
    const due = now - lastAt >= (live ? liveEveryMs : plainEveryMs);
    if (!due && !complete && source === lastSource) return;
    lastAt = now;
    lastSource = source;
    if (options.json) {
      process.stderr.write(`${JSON.stringify({ event: 'download', doneBytes, totalBytes, source })}\n`);
      return;
    }
    const line = downloadLine(what, doneBytes, totalBytes, source);
    process.stderr.write(live ? `\r\u001b[2K${line}${complete ? '\n' : ''}` : `${line}\n`);
  };
}

function downloadLine(what: string, doneBytes: number, totalBytes: number | null, source: string): string {
  const done = `${(doneBytes / 1e6).toFixed(1)} MB`;
  if (totalBytes === null) return `Getting ${what} from ${terminalText(source)}: ${done}`;
  const share = totalBytes === 0 ? 1 : Math.min(1, doneBytes / totalBytes);
  const filled = Math.round(share * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  return `Getting ${what} from ${terminalText(source)}: ${bar} ${Math.floor(100 * share)} % of ${(totalBytes / 1e6).toFixed(0)} MB`;
}
