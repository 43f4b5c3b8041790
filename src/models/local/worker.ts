// The process that holds one local model. It is started by `worker-process.ts` and speaks `protocol.ts` with it.
import { enableCompileCache } from 'node:module';

import { messageOf } from '../../base/errors.ts';
import { CallError } from './call-error.ts';
import { loadEngine, type Engine } from './engine.ts';
import type { Call, Calls, CallKind, FromWorker, LoadOptions, ToWorker } from './protocol.ts';

// The embedded engine's JavaScript is big; compiled once, it loads faster from then on.
enableCompileCache();

const running = new Map<number, AbortController>();
let engine: Engine | null = null;

const send = (message: FromWorker): void => {
  if (process.connected) process.send?.(message);
};

// Ctrl-C reaches the whole process group; the parent decides what still has to be finished.
process.on('SIGINT', () => undefined);
// SIGKILL, because native threads at work can hold up an orderly exit. This is also how the worker ends when
// its parent is killed: the channel closes.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

process.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'load':
      void load(message.options);
      break;
    case 'call':
      void answer(message.id, message.call);
      break;
    case 'abort':
      running.get(message.id)?.abort();
      break;
    default: {
      const unknown: never = message;
      throw new Error(`unknown message ${String(unknown)}`);
    }
  }
});

async function load(options: LoadOptions): Promise<void> {
  try {
    engine = await loadEngine(options);
    send({ kind: 'loaded', info: engine.info });
  } catch (thrown) {
    const missing = (thrown as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    send({ kind: 'load-failed', reason: missing ? 'library-missing' : 'refused', message: messageOf(thrown) });
  }
}

async function answer(id: number, call: Call): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    if (engine === null) throw new CallError('crashed', 'the model is not loaded');
    send({ kind: 'result', id, value: await perform(engine, call, controller.signal) });
  } catch (thrown) {
    const error = thrown instanceof CallError ? thrown.kind : 'server';
    send({ kind: 'error', id, error, message: messageOf(thrown) });
  } finally {
    running.delete(id);
  }
}

async function perform(loaded: Engine, call: Call, signal: AbortSignal): Promise<Calls[CallKind]['gives']> {
  switch (call.call) {
    case 'generate':
      return await loaded.generate(call.request, call.seed, signal);
    case 'count':
      return loaded.count(call.request);
    case 'render':
      return loaded.render(call.request);
    case 'probabilities':
      return await loaded.probabilities(call.request, call.prefill, call.texts, signal);
    default: {
      const unknown: never = call;
      return unknown;
    }
  }
}
