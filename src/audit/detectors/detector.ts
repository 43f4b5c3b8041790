import type { MisreadingCause } from '../../conversation/audit-label.ts';
import type { Exchange } from './exchange.ts';

/** Finds one cause of misreadings by rule. Pure; the version rises with every change that could change a finding. */
export interface Detector {
  readonly cause: MisreadingCause;
  readonly version: number;
  /** What the finding rests on, one line; `null` for none. */
  detect(exchange: Exchange): string | null;
}

/** A piece of a text around a match, for a reader. */
export function quoted(match: RegExpExecArray | null): string | null {
  return match === null ? null : `says “${match[0].replace(/\s+/g, ' ').trim().slice(0, 80)}”`;
}
