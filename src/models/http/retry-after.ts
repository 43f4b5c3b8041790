import type { IncomingHttpHeaders } from 'node:http';

/**
 * How long a server asks to be left alone, in milliseconds from `now`, at least 0; `null` when it does not say.
 * Reads `retry-after-ms`, and `retry-after` as seconds or as an HTTP date (RFC 9110, section 10.2.3).
 */
export function readRetryAfter(headers: IncomingHttpHeaders, now: number): number | null {
  const exact = parseCount(headers['retry-after-ms']);
  if (exact !== null) return Math.round(exact);
  const text = headers['retry-after'];
  const seconds = parseCount(text);
  if (seconds !== null) return Math.round(seconds * 1000);
  const date = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** In words, for how long a server asks to be left alone, where that is more than minutes; else nothing. */
export function longWait(retryAfterMs: number | null): string {
  if (retryAfterMs === null || retryAfterMs <= 600_000) return '';
  const hours = Math.round(retryAfterMs / 3_600_000);
  if (hours > 8760) return ', and for none for more than a year';
  return hours < 2
    ? `, and for none for ${Math.round(retryAfterMs / 60_000)} minutes`
    : `, and for none for ${hours} hours`;
}

function parseCount(value: string | readonly string[] | undefined): number | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
