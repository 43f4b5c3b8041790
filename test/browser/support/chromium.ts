import { existsSync } from 'node:fs';

/**
 * The Chromium that tests drive: `EXITPOLL_CHROMIUM`, or the system's.
 *
 * @returns `null` where there is none.
 */
export function chromiumPath(): string | null {
  const path = process.env['EXITPOLL_CHROMIUM'] ?? '/usr/bin/chromium';
  return existsSync(path) ? path : null;
}

/** Flags it needs here: its sandbox does not work for root. */
export const chromiumArgs: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
