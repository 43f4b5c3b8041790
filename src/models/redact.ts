import type { Reply } from '../conversation/reply.ts';

/** A text cannot be searched for less without hitting ordinary words. */
const shortest = 6;

/**
 * A reply without the key it was asked for with, should the endpoint repeat it: keys are never stored. Everything else
 * of it stays as it came.
 */
export function redacted(reply: Reply, key: string | null): Reply {
  if (key === null || key.length < shortest) return reply;
  const written = JSON.stringify(key).slice(1, -1);
  const text = JSON.stringify(reply);
  return text.includes(written) ? (JSON.parse(text.replaceAll(written, '[key]')) as Reply) : reply;
}
