/**
 * An OpenAI-compatible server whose replies are a function of the request, and which fails in every way at random: what
 * befalls a request is a function of the seed, the request and how often it has come. Started by `bench/chaos.ts` as a
 * process of its own.
 */
import { createServer, type Socket } from 'node:net';

import { uniformOf } from '../../src/base/random.ts';
import { jsonAnswer, requestBody, requestBytes } from '../support/wire.ts';
import { faultOf, harmless, type Fault } from './faults.ts';
import { Ledger, type Entry } from './ledger.ts';
import type { FromServer, ServerConfig, ToServer } from './messages.ts';
import { completionFor, requestKey } from './reply.ts';

/** How long a good answer takes, before a fault makes it slow. */
const leastMs = 2;
const spreadMs = 3;
const slowTimes = 100;
/** The longest pause asked for in a `Retry-After`, but for the whole seconds that some ask for. */
const mostPauseMs = 150;

const config = JSON.parse(process.argv[2] ?? '') as ServerConfig;
const ledger = new Ledger();
const sockets = new Set<Socket>();
const faultCounts: { [fault in Fault]?: number } = {};
let watched: number | null = null;

function serve(socket: Socket): void {
  const open = new Set<Entry>();
  let received = Buffer.alloc(0);
  sockets.add(socket);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    sockets.delete(socket);
    for (const entry of open) ledger.settle(entry, { kind: 'dropped', at: Date.now() });
  });
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    for (let size = requestBytes(received); size !== null && size <= received.length; size = requestBytes(received)) {
      const body = requestBody(received.subarray(0, size));
      received = received.subarray(size);
      answer(socket, body, open);
    }
  });
}

function answer(socket: Socket, body: Buffer, open: Set<Entry>): void {
  const key = requestKey(body);
  const { entry, n } = ledger.received(key);
  open.add(entry);
  const fault = config.faults ? faultOf(config.seed, key, n) : null;
  if (fault !== null) faultCounts[fault] = (faultCounts[fault] ?? 0) + 1;
  const draw = uniformOf([key, n, 'draw']);
  const latencyMs = (leastMs + spreadMs * draw) * (fault === 'slow' ? slowTimes : 1);
  setTimeout(() => {
    if (socket.destroyed) return;
    const good = jsonAnswer(completionFor(body, key));
    if (fault === null || harmless.has(fault)) {
      socket.write(fault === 'twice' ? Buffer.concat([good, good]) : good, (error) => {
        if (error === null || error === undefined) settle(open, entry, { kind: 'sent' });
      });
      // Whatever has come on the connection by then is lost with it.
      if (fault === 'idle-close') setTimeout(() => closeUnasked(socket, open), 30 * draw);
      return;
    }
    settle(open, entry, { kind: 'fault' });
    misbehave(socket, fault, completionFor(body, key), draw);
  }, latencyMs);
}

/** Does to a connection what a fault says. `draw` in [0, 1) chooses among its forms. */
function misbehave(socket: Socket, fault: Fault, json: Buffer, draw: number): void {
  const half = json.subarray(0, json.length >> 1);
  const pause = `retry-after-ms: ${Math.round(mostPauseMs * draw)}`;
  switch (fault) {
    case 'too-many':
      socket.write(problem('429 Too Many Requests'));
      break;
    case 'too-many-wait':
      socket.write(problem('429 Too Many Requests', draw < 0.04 ? 'retry-after: 1' : pause));
      break;
    case 'failed':
      socket.write(problem('500 Internal Server Error'));
      break;
    case 'unavailable':
      socket.write(draw < 0.5 ? problem('503 Service Unavailable') : problem('503 Service Unavailable', pause));
      break;
    case 'hang':
      break;
    case 'reset':
      if (draw < 0.5) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 O', () => socket.resetAndDestroy());
      break;
    case 'half':
      if (draw < 0.5) socket.write(jsonAnswer(half));
      else socket.write(jsonAnswer(half, '200 OK', [], json.length), () => socket.destroy());
      break;
    case 'doubled-body':
      socket.write(jsonAnswer(Buffer.concat([json, json])));
      break;
    case 'wrong-utf8':
      socket.write(jsonAnswer(withWrongByte(json)));
      break;
    case 'twice':
    case 'idle-close':
    case 'slow':
      throw new Error(`${fault} is answered`);
    default:
      fault satisfies never;
  }
}

function problem(status: string, header?: string): Buffer {
  const body = Buffer.from(JSON.stringify({ error: { message: status, type: 'server_error' } }));
  return jsonAnswer(body, status, header === undefined ? [] : [header]);
}

/** The text of the reply with a byte in it that can stand nowhere in UTF-8. */
function withWrongByte(json: Buffer): Buffer {
  const bytes = Buffer.from(json);
  bytes[bytes.indexOf('key-')] = 0xff;
  return bytes;
}

function closeUnasked(socket: Socket, open: Set<Entry>): void {
  for (const entry of open) settle(open, entry, { kind: 'fault' });
  socket.destroy();
}

function settle(open: Set<Entry>, entry: Entry, fate: { readonly kind: 'sent' | 'fault' }): void {
  open.delete(entry);
  ledger.settle(entry, fate);
  if (watched !== null && ledger.answered >= watched) {
    watched = null;
    tell({ kind: 'reached' });
  }
}

function tell(message: FromServer): void {
  process.send?.(message);
}

/** The ledger as it stands once every connection of the last client is closed. */
function tellLedger(): void {
  if (sockets.size > 0) setTimeout(tellLedger, 5);
  else tell({ kind: 'ledger', entries: ledger.entries, mostPending: ledger.mostPending, faults: faultCounts });
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  tell({ kind: 'listening', origin: `http://127.0.0.1:${address.port}` });
});
process.on('message', (message: ToServer) => {
  if (message.kind === 'ledger') tellLedger();
  else watched = message.answered;
});
process.on('disconnect', () => process.exit());
