import { terminalLine } from '../../base/terminal-text.ts';

/** What an error message needs to know about the call that failed. */
export interface Endpoint {
  readonly model: string;
  /** Origin and path of the server, without user, query or fragment. */
  readonly url: string;
  readonly host: string;
  /** Where the key that was sent came from, in words; `null` when none was sent. */
  readonly keySource: string | null;
  readonly timeoutMs: number;
  /** Takes known keys out of a text. */
  readonly scrub: (text: string) => string;
}

/** Begins every message: which model, where. */
export function nameOf(endpoint: Endpoint): string {
  return `"${terminalLine(endpoint.model, 80)}" at ${endpoint.url}`;
}

/** Words of the server, safe to print: without keys, on one line, cut at 300 characters. */
export function quoted(endpoint: Endpoint, text: string): string {
  return terminalLine(endpoint.scrub(text), 300);
}
