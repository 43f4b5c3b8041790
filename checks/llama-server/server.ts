import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** llama-cpp-python's server, in a process of its own. */
export interface LlamaServer extends AsyncDisposable {
  /** The origin with `/v1`. */
  readonly baseUrl: string;
  /** The last lines it wrote. */
  log(): string;
}

const loadingMs = 120_000;

/**
 * Starts the server on a free port of 127.0.0.1 and waits until it has loaded the model.
 *
 * @throws Error with the last lines of its log when it ends, or is not ready within two minutes.
 */
export async function startLlamaServer(python: string, weights: string): Promise<LlamaServer> {
  const port = await freePort();
  const child = spawn(
    python,
    ['-m', 'llama_cpp.server', '--host', '127.0.0.1', '--port', String(port)].concat(
      ['--model', weights, '--model_alias', 'smollm2', '--n_ctx', '1024', '--verbose', 'false'],
      // Threads wait for each other by spinning, which costs more than it gives where other work runs.
      ['--n_threads', '1', '--n_threads_batch', '1'],
      // It tells no log probabilities without the first, and cuts a stream when another call comes without the second.
      ['--logits_all', 'true', '--interrupt_requests', 'false'],
    ),
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  const keep = (text: string): void => {
    log = (log + text).slice(-4_000);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  child.on('error', (error) => keep(String(error)));
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const stop = (): Promise<void> => stopped(child);
  try {
    await ready(baseUrl, child, () => log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, log: () => log, [Symbol.asyncDispose]: stop };
}

async function ready(baseUrl: string, child: ChildProcess, log: () => string): Promise<void> {
  const until = Date.now() + loadingMs;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`the server ended: ${log().slice(-600)}`);
    const answer = await fetch(`${baseUrl}/models`).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(200);
  }
  throw new Error(`the server was not ready within ${loadingMs / 1000} s: ${log().slice(-600)}`);
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
