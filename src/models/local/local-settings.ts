import { availableParallelism } from 'node:os';

import type { GgufHeader } from './gguf-header.ts';
import type { LoadOptions } from './protocol.ts';

/** Conversations worked on at once unless told otherwise; measured in `docs/models-local.md`. */
export const defaultSequences = 4;

const mostContextTokens = 4_096;
const leastContextTokens = 512;
/** The attention state of all sequences together is kept under this where the context can be cut for it. */
const mostStateBytes = 1_000_000_000;

/** How a model is loaded on this machine: sizes from the file, threads from the processor. */
export function localSettings(
  path: string,
  header: GgufHeader,
  wanted: { readonly sequences?: number; readonly contextTokens?: number; readonly threads?: number } = {},
): LoadOptions {
  const sequences = wanted.sequences ?? defaultSequences;
  return {
    path,
    sequences,
    contextTokens: wanted.contextTokens ?? contextTokens(header, sequences),
    threads: wanted.threads ?? threads(availableParallelism()),
  };
}

function contextTokens(header: GgufHeader, sequences: number): number {
  const trained = Math.min(header.trainContextTokens ?? mostContextTokens, mostContextTokens);
  if (header.stateBytesPerToken === null) return trained;
  const affordable = Math.floor(mostStateBytes / (header.stateBytesPerToken * sequences) / 256) * 256;
  return Math.max(Math.min(leastContextTokens, trained), Math.min(trained, affordable));
}

/**
 * One core is left to the harness, on two cores as well: the library's threads wait for each other by spinning, so
 * that a thread which loses its core for a moment stops all of them. Both of two cores give about 1.4 times the
 * speed on an idle machine, and a fifth of it beside other work.
 */
function threads(cores: number): number {
  return Math.max(1, cores - 1);
}
