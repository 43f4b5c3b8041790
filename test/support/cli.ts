import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/exitpoll.js', import.meta.url));

/** How a process of the command line ended. */
export interface CliEnd {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Where it runs; relative paths start here. */
  readonly cwd: string;
  /** Variables beside the few a program needs; nothing of the test's own environment is passed on. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running process: the node process itself, no shell and no npm around it. */
export interface RunningCli {
  readonly child: ChildProcess;
  readonly ended: Promise<CliEnd>;
  /** Resolves when stderr has said this; rejects when the process ends before. */
  said(text: string): Promise<void>;
}

/** Starts `exitpoll` with these words. */
export function startCli(words: readonly string[], options: CliOptions): RunningCli {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: options.cwd,
    // No file of keys, no home and no colours of whoever runs the tests.
    env: { PATH: process.env['PATH'], HOME: options.cwd, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<CliEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!stderr.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      ended.then(() => reject(new Error(`ended without saying "${text}": ${stderr}`)), reject);
    });
  return { child, ended, said };
}

/** Runs `exitpoll` with these words to its end. */
export function runCli(words: readonly string[], options: CliOptions): Promise<CliEnd> {
  return startCli(words, options).ended;
}
