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

function parseCount(value: string | readonly string[] | undefined): number | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
