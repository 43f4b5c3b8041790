import { fork, type ChildProcess } from 'node:child_process';

import { ExitpollError } from '../../base/errors.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import { ModelError } from '../model-error.ts';
import type { Call, CallKind, Calls, FromWorker, LoadedInfo, LoadOptions, ToWorker } from './protocol.ts';

/** The version the embedded engine is tested with. */
export const libraryVersion = '3.21.1';

/** Loads are tried this often when the process dies, before the file is held to be the cause. */
const loadAttempts = 2;

interface Pending {
  readonly resolve: (value: Calls[CallKind]['gives']) => void;
  readonly reject: (reason: Error) => void;
}

/** A live process with the model in it. Invariant: `pending` is empty once the process has ended. */
interface Live {
  readonly child: ChildProcess;
  readonly loaded: Promise<LoadedInfo>;
  readonly pending: Map<number, Pending>;
}

/** Ended before the model was loaded; a reason to try once more. */
class DiedLoading extends Error {
  override readonly name = 'DiedLoading';
}

/**
 * One model in a process of its own, because a bad file can crash the native library. The process is started by
 * the first call, and again by the first call after it died. It does not keep this process alive while idle.
 */
export class WorkerProcess {
  readonly #options: LoadOptions;
  #live: Live | null = null;
  #closed = false;
  #lastId = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** The worker's process id; `null` while none runs. */
  get processId(): number | null {
    return this.#live?.child.pid ?? null;
  }

  /**
   * Loads the model, if it is not loaded.
   *
   * @throws ExitpollError when the library is missing, refuses the file, or dies on it again and again.
   */
  async load(): Promise<LoadedInfo> {
    for (let attempt = 1; ; attempt += 1) {
      this.#live ??= this.#start();
      try {
        return await this.#live.loaded;
      } catch (thrown) {
        if (!(thrown instanceof DiedLoading)) throw thrown;
        if (attempt < loadAttempts) continue;
        throw new ExitpollError(`the process that loads ${this.#options.path} dies each time: ${thrown.message}`, {
          code: 'model-crashes',
          hint: 'The file may be damaged, of a kind the embedded llama.cpp does not know, or too big for the memory.',
        });
      }
    }
  }

  /** @throws ModelError when the call fails or the process dies; the signal's reason when aborted. */
  async call<Kind extends CallKind>(
    call: { readonly call: Kind } & Calls[Kind]['takes'],
    signal?: AbortSignal,
  ): Promise<Calls[Kind]['gives']> {
    signal?.throwIfAborted();
    await this.load();
    signal?.throwIfAborted();
    const live = this.#live;
    if (this.#closed || live === null) throw new ModelError('crashed', 'the local model has been closed or has died');
    this.#lastId += 1;
    const id = this.#lastId;
    return await new Promise<Calls[Kind]['gives']>((resolve, reject) => {
      const onAbort = (): void => {
        post(live.child, { kind: 'abort', id });
        settle();
        reject(signal?.reason as Error);
      };
      const settle = (): void => {
        signal?.removeEventListener('abort', onAbort);
        live.pending.delete(id);
        if (live.pending.size === 0) release(live.child);
      };
      live.pending.set(id, {
        resolve: (value) => {
          settle();
          resolve(value);
        },
        reject: (reason) => {
          settle();
          reject(reason);
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      hold(live.child);
      post(live.child, { kind: 'call', id, call: call as unknown as Call });
    });
  }

  /** Ends the process. Calls in flight fail. */
  async close(): Promise<void> {
    this.#closed = true;
    const child = this.#live?.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    hold(child);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  #start(): Live {
    if (this.#closed) throw new ModelError('crashed', 'the local model has been closed');
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
    const child = fork(new URL(file, import.meta.url), {
      // Structured clone: texts with lone surrogates and infinite numbers pass unharmed.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      // Without it an assertion of llama.cpp calls a debugger first, which takes seconds.
      env: { ...withoutSecrets(process.env), GGML_NO_BACKTRACE: '1' },
    });
    const pending = new Map<number, Pending>();
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints = (complaints + chunk.toString('utf8')).slice(-4_000);
    });

    const { promise: loaded, resolve, reject } = Promise.withResolvers<LoadedInfo>();
    // Whoever waits for the load gets the failure; when nobody does it must not end this process.
    loaded.catch(() => undefined);
    const ended = (how: string): void => {
      if (this.#live?.child === child) this.#live = null;
      const message = `${how}${lastWords(complaints)}`;
      reject(new DiedLoading(message));
      for (const call of pending.values()) call.reject(new ModelError('crashed', message));
    };
    child.on('error', (error) => ended(`the model's process failed: ${error.message}`));
    child.on('exit', (code, signal) =>
      ended(this.#closed ? 'the local model was closed' : `the model's process ended with ${signal ?? `code ${code}`}`),
    );
    child.on('message', (message: FromWorker) => {
      switch (message.kind) {
        case 'loaded':
          resolve(message.info);
          release(child);
          break;
        case 'load-failed':
          reject(loadError(this.#options.path, message));
          if (this.#live?.child === child) this.#live = null;
          child.kill('SIGKILL');
          break;
        case 'result':
          pending.get(message.id)?.resolve(message.value);
          break;
        case 'error':
          pending.get(message.id)?.reject(new ModelError(message.error, message.message));
          break;
        default: {
          const unknown: never = message;
          throw new Error(`unknown message ${String(unknown)}`);
        }
      }
    });
    post(child, { kind: 'load', options: this.#options });
    return { child, loaded, pending };
  }
}

function post(child: ChildProcess, message: ToWorker): void {
  // A send that fails is followed by `exit`, which settles everything.
  if (child.connected) child.send(message, () => undefined);
}

/** Keeps this process alive until the child has answered. */
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

/** Lets this process end although the child still runs; the child then ends too. */
function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  const complaints = child.stderr;
  if (complaints !== null && 'unref' in complaints && typeof complaints.unref === 'function') complaints.unref();
}

/** The worker needs no keys, and a file from a stranger is about to be parsed by native code in it. */
function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/key|token|secret|password|credential|node_options/i.test(name)),
  );
}

function lastWords(complaints: string): string {
  const last = complaints
    .trim()
    .split('\n')
    .findLast((line) => line.trim() !== '');
  if (last === undefined) return '';
  // llama.cpp's assertions begin with the path of the machine it was built on.
  return `: ${terminalLine(last.replace(/^\S*\/(?=[^/\s]+:\d+:)/, ''), 200)}`;
}

function loadError(path: string, failure: Extract<FromWorker, { kind: 'load-failed' }>): ExitpollError {
  if (failure.reason === 'library-missing') {
    return new ExitpollError('local models need the package node-llama-cpp, which is not installed', {
      code: 'library-missing',
      hint: `Run \`npm install node-llama-cpp@${libraryVersion}\` beside exitpoll.`,
    });
  }
  return new ExitpollError(`cannot load the model ${path}: ${terminalLine(failure.message, 300)}`, {
    code: 'model-refused',
    hint: 'The file may be of a kind the embedded llama.cpp does not know, or too big for the memory.',
  });
}
