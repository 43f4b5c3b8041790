import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { ExitpollError } from '../../base/errors.ts';
import { leanHeap } from '../../base/lean-heap.ts';
import type { Viewer } from '../viewer.ts';

/** What is to be worked out. */
export interface AnalysisTask {
  /** The store. */
  readonly file: string;
  readonly work: AnalysisWork;
}

/** All results of a study, how the trials of every item ended, a comparison of some of its conditions, or a report. */
export type AnalysisWork =
  | { readonly what: 'results' | 'grid'; readonly study: string }
  | { readonly what: 'comparison'; readonly study: string; readonly conditions: readonly string[] }
  | {
      readonly what: 'report';
      readonly study: string;
      /** Whether it is to hold examples of transcripts. */
      readonly transcripts: boolean;
      readonly published?: Viewer['published'];
    };

// Beside this file, and of its kind: source in a checkout, built where the package is installed.
const child = fileURLToPath(
  new URL(`./analysis-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

/**
 * Runs an analysis in a process of its own, so that the server answers meanwhile, and the memory is given back after.
 *
 * @returns what was made, as JSON.
 * @throws ExitpollError for what the analysis says is wrong, or when the process was ended.
 */
export async function runAnalysis(task: AnalysisTask, signal: AbortSignal): Promise<Buffer> {
  const running = spawn(process.execPath, [leanHeap, child], {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    running.on('error', reject);
    running.on('close', resolve);
  });
  // What it says itself tells more than that it did not listen to the end.
  running.stdin.on('error', () => {});
  running.stdin.end(JSON.stringify(task));
  const [json, said, code] = await Promise.all([buffer(running.stdout), text(running.stderr), ended]);
  if (code === 0) return json;
  throw analysisError(said);
}

/** The same, read. @throws ExitpollError as `runAnalysis`. */
export async function readAnalysis(task: AnalysisTask, signal: AbortSignal): Promise<unknown> {
  return JSON.parse((await runAnalysis(task, signal)).toString('utf8'));
}

function analysisError(said: string): ExitpollError {
  try {
    const { message, code, hint } = JSON.parse(said) as { message: string; code: string; hint?: string };
    return new ExitpollError(message, { code, hint });
  } catch {
    return new ExitpollError('the analysis did not come to its end', {
      code: 'analysis-ended',
      hint: 'Is there enough memory? `exitpoll report` works it out too.',
    });
  }
}
